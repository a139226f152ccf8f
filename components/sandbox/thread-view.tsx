"use client";

import { BadgeCheck, SendHorizontal } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { TimeText } from "@/components/ui/time-text";
import type { ChannelId } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import type { Thread } from "@/lib/sandbox/phone-screen";
import { ArrivedMessage } from "./arrived-message";
import type { InPhoneProps } from "./phone-actions";
import { PhoneBar } from "./phone-bar";

/** The wall behind the bubbles and the person's own bubbles, as each app paints them. */
const walls: Record<ChannelId, { light: string; dark: string; own: string }> = {
  sms: { light: "bg-[#ffffff]", dark: "bg-[#000000]", own: "bg-[#1f66d0]" },
  mms: { light: "bg-[#ffffff]", dark: "bg-[#000000]", own: "bg-[#1f66d0]" },
  rcs: { light: "bg-[#ffffff]", dark: "bg-[#000000]", own: "bg-[#1f66d0]" },
  whatsapp: { light: "bg-[#efe7de]", dark: "bg-[#0b141a]", own: "bg-[#0c6b58]" },
  messenger: { light: "bg-[#ffffff]", dark: "bg-[#000000]", own: "bg-[#9a1fb0]" },
  push: { light: "bg-[#cfdbe6]", dark: "bg-[#101418]", own: "bg-[#1f66d0]" },
};

/** An open conversation. Having it open reads it. */
export function ThreadView({
  thread,
  onBack,
  look,
  timeZone,
  isReadOnly,
  actions,
  act,
}: InPhoneProps & { thread: Thread; onBack: () => void }) {
  const dark = look.theme === "dark";
  const bottom = useRef<HTMLDivElement>(null);
  const count = thread.messages.length;
  const unread = thread.messages
    .flatMap((message) => (message.kind === "arrived" && message.isUnread ? [message.id] : []))
    .join(" ");

  useEffect(() => {
    if (count > 0) bottom.current?.scrollIntoView({ block: "end" });
  }, [count]);
  useEffect(() => {
    if (unread !== "" && !isReadOnly) void act(actions.readThread, { messageIds: unread.split(" ") });
  }, [unread, isReadOnly, act, actions]);

  const wall = walls[thread.channel];
  return (
    <>
      <PhoneBar dark={dark} onBack={onBack}>
        <div className="min-w-0 py-1.5">
          <h2 className="flex items-center gap-1 font-semibold text-[15px]">
            <span className="truncate">{thread.senderName}</span>
            {thread.isVerified && (
              <BadgeCheck className="size-4 shrink-0 text-[#1a6fd4]" aria-label="Verified sender" />
            )}
          </h2>
          <p className={classNames("text-[11px]", dark ? "text-[#b5b5b5]" : "text-[#5c5c5c]")}>
            {channels[thread.channel].name} · {thread.sender}
          </p>
        </div>
      </PhoneBar>
      <section
        aria-label={`Messages with ${thread.senderName}`}
        aria-live="polite"
        className={classNames("flex-1 overflow-y-auto overflow-x-hidden py-2", dark ? wall.dark : wall.light)}
      >
        {count === 0 && (
          <p className={classNames("px-6 py-16 text-center text-[14px]", dark ? "text-[#b5b5b5]" : "text-[#5c5c5c]")}>
            Nothing here yet. {thread.canReply ? "Write first to open the conversation." : ""}
          </p>
        )}
        <ol className="flex flex-col">
          {thread.messages.map((message) => (
            <li key={message.id}>
              {message.kind === "arrived" ? (
                <ArrivedMessage
                  message={message}
                  look={look}
                  sender={{ name: thread.senderName, verified: thread.isVerified }}
                  onPress={(postback) => void act(actions.pressButton, { messageId: message.id, postback })}
                  isReadOnly={isReadOnly}
                />
              ) : (
                <div className="flex justify-end px-3 py-1">
                  <p
                    dir="auto"
                    className={classNames(
                      "max-w-[80%] whitespace-pre-wrap rounded-[18px] px-3 py-2 text-[#ffffff] text-[15px] [overflow-wrap:anywhere]",
                      wall.own,
                    )}
                  >
                    <span className="sr-only">You: </span>
                    {message.text}
                  </p>
                </div>
              )}
              <p
                className={classNames(
                  "px-3 pb-1.5 text-[11px]",
                  message.kind === "said" && "text-right",
                  dark ? "text-[#b5b5b5]" : "text-[#55595f]",
                )}
              >
                {channels[message.channel].name} · <TimeText at={message.at} timeZone={timeZone} shape="time" />
              </p>
            </li>
          ))}
        </ol>
        <div ref={bottom} />
      </section>
      {thread.canReply ? (
        <ReplyBox
          dark={dark}
          disabled={isReadOnly}
          onSend={(text) => act(actions.writeToSender, { channel: thread.channel, sender: thread.sender, text })}
        />
      ) : (
        <p className={classNames("px-4 py-3 text-center text-[12px]", dark ? "text-[#b5b5b5]" : "text-[#5c5c5c]")}>
          This sender takes no replies.
        </p>
      )}
    </>
  );
}

interface ReplyBoxProps {
  dark: boolean;
  disabled: boolean;
  onSend: (text: string) => Promise<boolean>;
}

function ReplyBox({ dark, disabled, onSend }: ReplyBoxProps) {
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "" || busy) return;
    setBusy(true);
    if (await onSend(text)) setText("");
    setBusy(false);
  };
  return (
    <form
      onSubmit={(event) => void submit(event)}
      className={classNames(
        "flex shrink-0 items-center gap-2 border-t p-2",
        dark ? "border-[#2a2a2a] bg-[#161616]" : "border-[#e3e3e3] bg-[#f7f7f7]",
      )}
    >
      <input
        aria-label="Write a message"
        placeholder="Write a message, or STOP"
        value={text}
        maxLength={1000}
        disabled={disabled}
        onChange={(event) => setText(event.target.value)}
        className={classNames(
          "h-10 min-w-0 flex-1 rounded-full border px-4 text-[15px]",
          dark
            ? "border-[#4a4d52] bg-[#000000] placeholder:text-[#a0a0a0]"
            : "border-[#8a8f96] bg-[#ffffff] placeholder:text-[#6a6f76]",
        )}
      />
      <button
        type="submit"
        aria-label="Send message"
        disabled={disabled || text.trim() === ""}
        aria-busy={busy}
        className="grid size-10 shrink-0 place-items-center rounded-full bg-[#1f66d0] text-[#ffffff] disabled:opacity-50"
      >
        <SendHorizontal className="size-4" aria-hidden />
      </button>
    </form>
  );
}
