"use client";

import { Bell, type LucideIcon, MessageCircle, MessageSquareText, MessagesSquare, WifiOff } from "lucide-react";
import { useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { type PhoneApp, type PhoneScreen, phoneApps, type Thread } from "@/lib/sandbox/phone-screen";
import { NotificationsApp } from "./notifications-app";
import type { InPhoneProps } from "./phone-actions";
import { ThreadList } from "./thread-list";
import { ThreadView } from "./thread-view";

const apps: Record<PhoneApp, { name: string; icon: LucideIcon; looks: string }> = {
  messages: { name: "Messages", icon: MessageSquareText, looks: "bg-[#2f6fde]" },
  whatsapp: { name: "WhatsApp", icon: MessageCircle, looks: "bg-[#12884a]" },
  messenger: { name: "Messenger", icon: MessagesSquare, looks: "bg-[#b0269c]" },
  notifications: { name: "Notifications", icon: Bell, looks: "bg-[#9a5b00]" },
};

type Place = { kind: "home" } | { kind: "app"; app: PhoneApp } | { kind: "thread"; key: string };

/** The device: a home screen with an app for each way to be reached, and what is open on it. */
export function Handset({ brandName, ...inPhone }: InPhoneProps & { brandName: string }) {
  const [place, setPlace] = useState<Place>({ kind: "home" });
  const { screen, look, timeZone } = inPhone;
  const dark = look.theme === "dark";
  const goHome = () => setPlace({ kind: "home" });
  const open = (app: PhoneApp) => {
    const [only, another] = screen.threads.filter((thread) => thread.app === app);
    const isThread = app !== "notifications" && only && !another;
    setPlace(isThread ? { kind: "thread", key: only.key } : { kind: "app", app });
  };
  const thread = place.kind === "thread" ? screen.threads.find(({ key }) => key === place.key) : undefined;
  return (
    <section
      aria-label={`Phone of ${screen.contact.name}`}
      className={classNames(
        "flex h-[720px] max-h-[85dvh] w-full max-w-[375px] flex-col overflow-hidden border-[6px] [color-scheme:light]",
        look.platform === "ios" ? "rounded-[44px]" : "rounded-[28px]",
        dark ? "border-[#3b3f45] bg-[#000000] text-[#f2f2f2]" : "border-[#23272d] bg-[#ffffff] text-[#111111]",
      )}
    >
      <StatusBar online={screen.phone.online} dark={dark} />
      {place.kind === "home" && <Home threads={screen.threads} dark={dark} onOpen={open} phone={screen.phone} />}
      {place.kind === "app" && place.app !== "notifications" && (
        <ThreadList
          title={apps[place.app].name}
          threads={screen.threads.filter(({ app }) => app === place.app)}
          dark={dark}
          timeZone={timeZone}
          onBack={goHome}
          onOpen={(key) => setPlace({ kind: "thread", key })}
        />
      )}
      {place.kind === "app" && place.app === "notifications" && (
        <NotificationsApp {...inPhone} brandName={brandName} onBack={goHome} />
      )}
      {thread && <ThreadView key={thread.key} {...inPhone} thread={thread} onBack={goHome} />}
      {place.kind === "thread" && !thread && <Gone onBack={goHome} />}
    </section>
  );
}

function StatusBar({ online, dark }: { online: boolean; dark: boolean }) {
  return (
    <div
      className={classNames(
        "flex h-7 shrink-0 items-center justify-between px-5 text-[11px]",
        dark ? "bg-[#161616] text-[#e0e0e0]" : "bg-[#f0f2f4] text-[#2a2f35]",
      )}
    >
      <span>Sandbox phone</span>
      {online ? (
        <span>Online</span>
      ) : (
        <span className="flex items-center gap-1">
          <WifiOff className="size-3" aria-hidden /> Offline
        </span>
      )}
    </div>
  );
}

/** On an app that is not there, nothing can arrive. */
function isInstalled(app: PhoneApp, phone: PhoneScreen["phone"]): boolean {
  const installed: Record<PhoneApp, boolean> = {
    messages: true,
    whatsapp: phone.whatsapp,
    messenger: phone.messenger,
    notifications: true,
  };
  return installed[app];
}

interface HomeProps {
  threads: Thread[];
  phone: PhoneScreen["phone"];
  dark: boolean;
  onOpen: (app: PhoneApp) => void;
}

function Home({ threads, phone, dark, onOpen }: HomeProps) {
  return (
    <div className={classNames("flex-1 overflow-y-auto px-6 py-8", dark ? "bg-[#101418]" : "bg-[#dbe4ec]")}>
      <ul className="grid grid-cols-2 gap-6">
        {phoneApps
          .filter((app) => isInstalled(app, phone))
          .map((app) => {
            const { name, icon: Icon, looks } = apps[app];
            const unread = threads.filter((thread) => thread.app === app).reduce((sum, each) => sum + each.unread, 0);
            return (
              <li key={app}>
                <button
                  type="button"
                  onClick={() => onOpen(app)}
                  aria-label={unread === 0 ? name : `${name}, ${unread} unread`}
                  className="relative flex w-full flex-col items-center gap-2 rounded-[16px] p-2"
                >
                  <span
                    className={classNames(
                      "relative grid size-16 place-items-center rounded-[16px] text-[#ffffff]",
                      looks,
                    )}
                  >
                    <Icon className="size-7" aria-hidden />
                    {unread > 0 && (
                      <span className="-top-1.5 -right-1.5 absolute grid h-6 min-w-6 place-items-center rounded-full bg-[#c62828] px-1.5 font-semibold text-[#ffffff] text-[12px] tabular-nums">
                        {unread}
                      </span>
                    )}
                  </span>
                  <span className="text-[13px]">{name}</span>
                </button>
              </li>
            );
          })}
      </ul>
    </div>
  );
}

function Gone({ onBack }: { onBack: () => void }) {
  return (
    <div className="grid flex-1 place-items-center p-6 text-center text-[14px]">
      <p>
        This conversation is no longer on the phone.{" "}
        <button type="button" onClick={onBack} className="underline">
          Back to the home screen
        </button>
      </p>
    </div>
  );
}
