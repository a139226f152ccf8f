"use client";

import { Check, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { classNames } from "./class-names";

export interface Step {
  key: string;
  label: string;
  href: string;
  /** done: a tick; attention: a warning mark; open: not looked at yet. */
  state: "done" | "attention" | "open";
}

/** The steps of one piece of work, in order; each can be opened at any time. */
export function StepBar({
  steps,
  current,
  label = "Steps",
}: {
  steps: readonly Step[];
  current: string;
  label?: string;
}) {
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone not all steps fit: the current one is brought to the middle.
    const step = bar.current?.querySelector<HTMLElement>(`[data-step="${CSS.escape(current)}"]`);
    if (bar.current && step)
      bar.current.scrollLeft = step.offsetLeft - (bar.current.clientWidth - step.offsetWidth) / 2;
  }, [current]);
  return (
    <nav ref={bar} aria-label={label} className="relative overflow-x-auto">
      <ol className="flex min-w-max items-center gap-1">
        {steps.map((step, index) => (
          <li key={step.key} className="flex items-center gap-1">
            {index > 0 && <span aria-hidden className="h-px w-4 bg-line sm:w-6" />}
            <Link
              href={step.href}
              data-step={step.key}
              aria-current={step.key === current ? "step" : undefined}
              className={classNames(
                "flex h-9 items-center gap-2 rounded-lg px-2.5 text-muted transition-colors hover:bg-hover hover:text-ink focus-visible:-outline-offset-2",
                step.key === current &&
                  "bg-accent-soft font-medium text-accent-ink hover:bg-accent-soft hover:text-accent-ink",
              )}
            >
              <StepMark state={step.state} number={index + 1} />
              {step.label}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function StepMark({ state, number }: { state: Step["state"]; number: number }) {
  if (state === "open") {
    return (
      <span aria-hidden className="grid size-5 place-items-center rounded-full border border-line-strong text-xs">
        {number}
      </span>
    );
  }
  const done = state === "done";
  const Icon = done ? Check : TriangleAlert;
  return (
    <span
      className={classNames(
        "grid size-5 place-items-center rounded-full [&_svg]:size-3",
        done ? "bg-accent text-on-accent" : "bg-warning-soft text-warning-ink",
      )}
    >
      <Icon strokeWidth={done ? 3 : 2} aria-hidden />
      <span className="sr-only">{done ? "Done: " : "Needs attention: "}</span>
    </span>
  );
}
