import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { platforms } from "@/lib/channels/platforms";
import type { PreviewProps } from "@/lib/channels/preview-props";

const phoneWidthPx = 312;
const phoneHeightPx = 600;

/** A neutral handset around a preview, or the corner of a computer's screen. */
export function Phone({
  look,
  fits = false,
  still = false,
  channelName,
  children,
}: {
  look: PreviewProps["look"];
  /** Tells phones apart where several stand side by side. */
  channelName: string;
  /** Shorter on low windows, so that what is said below it stays in sight. */
  fits?: boolean;
  /** Nobody scrolls in it; six layers less for the browser to move. */
  still?: boolean;
  children: ReactNode;
}) {
  const dark = look.theme === "dark";
  const isIos = look.platform === "ios";
  const isComputer = platforms[look.platform].device === "computer";
  const label = `Message on the ${isComputer ? "computer" : "phone"}, ${channelName}`;
  return (
    <div
      className={classNames(
        // Nothing inside moves anything outside: a key typed lays out the phone, not the page around it.
        "mx-auto flex shrink-0 flex-col overflow-hidden border-[7px] shadow-float [contain:strict]",
        isComputer ? "rounded-[14px]" : isIos ? "rounded-[44px]" : "rounded-[30px]",
        dark ? "border-[#3a3a3c] bg-[#000000] text-[#f2f2f2]" : "border-[#1d1d1f] bg-[#ffffff] text-[#111111]",
      )}
      style={{
        width: phoneWidthPx,
        height: fits ? `clamp(400px, 100dvh - 400px, ${phoneHeightPx}px)` : phoneHeightPx,
      }}
    >
      <div
        aria-hidden
        className={classNames("relative flex h-9 shrink-0 items-center justify-between px-6 font-semibold text-[12px]")}
      >
        <span>9:41</span>
        {!isComputer && (
          <span
            className={classNames(
              "absolute top-2 left-1/2 -translate-x-1/2 rounded-full bg-[#000000]",
              isIos ? "h-5 w-20" : "size-3.5",
              dark && "bg-[#1c1c1e]",
            )}
          />
        )}
        <span className="flex items-center gap-1">
          <span className="h-2 w-3.5 rounded-[2px] border border-current" />
        </span>
      </div>
      <section
        className={classNames("min-h-0 flex-1", still ? "overflow-hidden" : "overflow-y-auto")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long message is scrolled by keyboard too
        tabIndex={0}
        aria-label={label}
      >
        {children}
      </section>
      <div aria-hidden className="flex h-5 shrink-0 items-center justify-center">
        {!isComputer && <span className="h-1 w-24 rounded-full bg-current opacity-50" />}
      </div>
    </div>
  );
}

/** The same, smaller. */
export function SmallPhone({
  look,
  scale,
  channelName,
  still = false,
  children,
}: {
  look: PreviewProps["look"];
  scale: number;
  channelName: string;
  /** To look at and not to touch. */
  still?: boolean;
  children: ReactNode;
}) {
  return (
    <div
      inert={still}
      // Nothing inside moves anything outside: a key typed lays out six phones, not the page six times.
      className="relative mx-auto overflow-hidden [contain:strict]"
      style={{ width: phoneWidthPx * scale, height: phoneHeightPx * scale }}
    >
      <div className="absolute top-0 left-0 origin-top-left" style={{ transform: `scale(${scale})` }}>
        <Phone look={look} channelName={channelName} still={still}>
          {children}
        </Phone>
      </div>
    </div>
  );
}
