import { classNames } from "@/components/ui/class-names";
import { TimeText } from "@/components/ui/time-text";
import { channels } from "@/lib/channels/registry";
import type { Thread } from "@/lib/sandbox/phone-screen";
import { PhoneBar } from "./phone-bar";

interface ThreadListProps {
  title: string;
  threads: Thread[];
  dark: boolean;
  timeZone: string;
  onBack: () => void;
  onOpen: (key: string) => void;
}

/** The conversations of an app. */
export function ThreadList({ title, threads, dark, timeZone, onBack, onOpen }: ThreadListProps) {
  const muted = dark ? "text-[#b5b5b5]" : "text-[#5c5c5c]";
  return (
    <>
      <PhoneBar dark={dark} onBack={onBack}>
        <h2 className="font-semibold text-[15px]">{title}</h2>
      </PhoneBar>
      <div className="flex-1 overflow-y-auto">
        {threads.length === 0 && (
          <p className={classNames("px-6 py-16 text-center text-[14px]", muted)}>
            Nothing has arrived here, and nobody can be written to.
          </p>
        )}
        <ul>
          {threads.map((thread) => {
            const last = thread.messages.at(-1);
            return (
              <li key={thread.key}>
                <button
                  type="button"
                  onClick={() => onOpen(thread.key)}
                  className={classNames(
                    "flex w-full items-center gap-3 border-b px-4 py-3 text-left focus-visible:-outline-offset-2",
                    dark ? "border-[#2a2a2a]" : "border-[#ececec]",
                  )}
                >
                  <span className="min-w-0 flex-1">
                    <span className={classNames("block truncate text-[15px]", thread.unread > 0 && "font-semibold")}>
                      {thread.senderName}
                    </span>
                    <span className={classNames("block truncate text-[12px]", muted)}>
                      {channels[thread.channel].name} · {thread.sender} ·{" "}
                      {last ? <TimeText at={last.at} timeZone={timeZone} shape="time" /> : "write first"}
                    </span>
                  </span>
                  {thread.unread > 0 && (
                    <span className="grid h-6 min-w-6 place-items-center rounded-full bg-[#1a5fb4] px-1.5 font-semibold text-[#ffffff] text-[12px] tabular-nums">
                      {thread.unread}
                      <span className="sr-only"> unread</span>
                    </span>
                  )}
                </button>
              </li>
            );
          })}
        </ul>
      </div>
    </>
  );
}
