import type { ReactNode } from "react";
import type { PreviewProps } from "@/lib/channels/preview-props";

/** The conversation of a phone's inbox: who writes on top, messages below. The device around it is drawn by the page. */
export function PreviewFrame({
  sender,
  look,
  label,
  wallpaper,
  children,
}: Pick<PreviewProps, "sender" | "look"> & { label: string; wallpaper?: string; children: ReactNode }) {
  const dark = look.theme === "dark";
  const background = wallpaper ?? (dark ? "bg-[#000000]" : "bg-[#ffffff]");
  return (
    <div
      className={`flex min-h-full w-full flex-col text-[15px] leading-[1.35] ${background} ${dark ? "text-[#f2f2f2]" : "text-[#111111]"}`}
    >
      <div
        data-frame="head"
        className={`flex items-center gap-2 border-b px-3 py-2 ${dark ? "border-[#2a2a2a] bg-[#161616]" : "border-[#e3e3e3] bg-[#f7f7f7]"}`}
      >
        <span
          aria-hidden="true"
          className={`flex size-8 shrink-0 items-center justify-center rounded-full text-[13px] font-semibold ${dark ? "bg-[#3a3f45] text-[#ffffff]" : "bg-[#d5dae0] text-[#23282e]"}`}
        >
          {initial(sender.name)}
        </span>
        <span className="min-w-0">
          <span className="flex min-w-0 items-center gap-1">
            <span className="truncate text-[14px] font-semibold">{sender.name}</span>
            {sender.verified ? <VerifiedMark /> : null}
          </span>
          <span className={`block text-[11px] ${dark ? "text-[#b5b5b5]" : "text-[#5c5c5c]"}`}>{label}</span>
        </span>
      </div>
      <div className="flex flex-1 flex-col gap-2 px-3 py-3">{children}</div>
    </div>
  );
}

function VerifiedMark() {
  return (
    <svg viewBox="0 0 16 16" className="size-3.5 shrink-0" role="img" aria-label="Verified sender">
      <path
        fill="#1a6fd4"
        d="M8 0l1.9 1.6 2.5-.2.6 2.4 2.1 1.3L14.2 7.5l.9 2.3-2.1 1.4-.6 2.4-2.5-.2L8 15l-1.9-1.6-2.5.2-.6-2.4L.9 9.8l.9-2.3L.9 5.1 3 3.8l.6-2.4 2.5.2z"
      />
      <path fill="none" stroke="#ffffff" strokeWidth="1.6" d="M4.8 7.8l2.2 2.2 4.2-4.4" />
    </svg>
  );
}

function initial(name: string): string {
  for (const char of name.trim()) return char.toUpperCase();
  return "?";
}
