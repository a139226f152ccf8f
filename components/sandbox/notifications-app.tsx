"use client";

import { X } from "lucide-react";
import { useEffect } from "react";
import { classNames } from "@/components/ui/class-names";
import { TimeText } from "@/components/ui/time-text";
import type { ShownMessage } from "@/lib/sandbox/phone-screen";
import { ArrivedMessage } from "./arrived-message";
import { navigateOf } from "./navigate-of";
import type { InPhoneProps } from "./phone-actions";
import { PhoneBar } from "./phone-bar";

type Arrived = Extract<ShownMessage, { kind: "arrived" }>;

/** The shade with what web push brought, newest first. */
export function NotificationsApp({
  screen,
  look,
  timeZone,
  brandName,
  isReadOnly,
  actions,
  act,
  onBack,
}: InPhoneProps & { brandName: string; onBack: () => void }) {
  const dark = look.theme === "dark";
  const shown = screen.threads
    .filter(({ app }) => app === "notifications")
    .flatMap(({ messages }) => messages)
    .filter((message): message is Arrived => message.kind === "arrived")
    .reverse();
  const unread = shown.flatMap((message) => (message.isUnread ? [message.id] : [])).join(" ");
  useEffect(() => {
    if (unread !== "" && !isReadOnly) void act(actions.readThread, { messageIds: unread.split(" ") });
  }, [unread, isReadOnly, act, actions]);
  const close = (ids: string[]) => void act(actions.dismissNotifications, { messageIds: ids });

  const muted = dark ? "text-[#b8bcc2]" : "text-[#3f454c]";
  const small = classNames(
    "inline-flex h-9 items-center gap-1 rounded-full px-3 font-medium text-[13px] disabled:opacity-50",
    dark ? "bg-[#26282c] text-[#f2f2f2]" : "bg-[#ffffff] text-[#16181b]",
  );
  return (
    <>
      <PhoneBar dark={dark} onBack={onBack}>
        <h2 className="flex-1 font-semibold text-[15px]">Notifications</h2>
        {shown.length > 1 && !isReadOnly && (
          <button type="button" onClick={() => close(shown.map(({ id }) => id))} className="px-3 py-2 text-[13px]">
            Close all
          </button>
        )}
      </PhoneBar>
      <div className={classNames("flex-1 overflow-y-auto", dark ? "bg-[#101418]" : "bg-[#cfdbe6]")} aria-live="polite">
        {shown.length === 0 && (
          <p className={classNames("px-6 py-16 text-center text-[14px]", muted)}>
            {screen.hasSubscription && screen.phone.push
              ? "No notifications."
              : "This phone has not allowed notifications. Allow them with the switch beside the phone."}
          </p>
        )}
        <ul>
          {shown.map((message) => {
            const url = navigateOf(message.request);
            return (
              <li key={message.id} className="pb-2">
                <div className="[&>div>div]:min-h-0 [&>div>div]:py-3">
                  <ArrivedMessage
                    message={message}
                    look={look}
                    sender={{ name: brandName, verified: false }}
                    onPress={() => undefined}
                    isReadOnly={isReadOnly}
                  />
                </div>
                <div className="flex flex-wrap items-center gap-2 px-3">
                  {url !== null && (
                    <a
                      href={url}
                      target="_blank"
                      rel="noreferrer"
                      className={small}
                      onClick={() => !isReadOnly && close([message.id])}
                    >
                      Open
                    </a>
                  )}
                  <button type="button" disabled={isReadOnly} onClick={() => close([message.id])} className={small}>
                    <X className="size-3.5" aria-hidden /> Close
                  </button>
                  <span className={classNames("ml-auto text-[11px]", muted)}>
                    <TimeText at={message.at} timeZone={timeZone} shape="time" />
                  </span>
                </div>
              </li>
            );
          })}
        </ul>
      </div>
    </>
  );
}
