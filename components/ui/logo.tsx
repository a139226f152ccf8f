import { classNames } from "./class-names";

/** Three falling steps: a message that moves on to the next channel. */
export function Logo({ hideName = false, className }: { hideName?: boolean; className?: string }) {
  return (
    <span className={classNames("inline-flex items-center gap-2 font-semibold text-lg tracking-tight", className)}>
      <svg viewBox="0 0 24 24" className="size-6 shrink-0" aria-hidden focusable="false">
        <rect width="24" height="24" rx="6" className="fill-accent" />
        <path
          d="M5.5 7h6M9 12h6M12.5 17h6"
          className="stroke-on-accent"
          strokeWidth="2.4"
          strokeLinecap="round"
          fill="none"
        />
      </svg>
      <span className={hideName ? "sr-only" : undefined}>Cascade</span>
    </span>
  );
}
