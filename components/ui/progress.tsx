import { classNames } from "./class-names";

const tones = { accent: "bg-accent", good: "bg-good", warning: "bg-warning", danger: "bg-danger" } as const;

export interface ProgressProps {
  /** Names the work for screen readers. */
  label: string;
  value: number;
  /** Null while the amount of work is not known. */
  max?: number | null;
  tone?: keyof typeof tones;
  className?: string;
}

export function Progress({ label, value, max = 100, tone = "accent", className }: ProgressProps) {
  const percent = max === null ? null : max === 0 ? 100 : Math.min(100, Math.max(0, (value / max) * 100));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent === null ? undefined : Math.round(percent)}
      className={classNames("h-1.5 w-full overflow-hidden rounded-full bg-hover", className)}
    >
      <div
        className={classNames(
          "h-full rounded-full transition-[width]",
          tones[tone],
          percent === null && "w-1/3 animate-pulse",
        )}
        style={percent === null ? undefined : { width: `${percent}%` }}
      />
    </div>
  );
}
