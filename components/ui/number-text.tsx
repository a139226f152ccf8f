"use client";

import { Tooltip } from "./tooltip";

const LOCALE = "en-US";
const exact = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 2 });
const short = new Intl.NumberFormat(LOCALE, { notation: "compact", maximumFractionDigits: 1 });

/** 12.3k for 12,345, with the exact figure on hover, on focus and for screen readers. Below 10,000 always exact. */
export function NumberText({ value }: { value: number }) {
  if (Math.abs(value) < 10_000) return <span>{exact.format(value)}</span>;
  return (
    <Tooltip content={exact.format(value)}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the exact figure must be reachable by keyboard */}
      <span tabIndex={0} className="rounded-sm">
        <span aria-hidden>{short.format(value).replace("K", "k")}</span>
        <span className="sr-only">{exact.format(value)}</span>
      </span>
    </Tooltip>
  );
}
