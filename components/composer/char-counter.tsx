import { TriangleAlert } from "lucide-react";
import { charsAtLeast, type FieldLimit } from "./field-limits";

/** How much of what the strictest channel shows is used; speaks up only when it is too much. */
export function CharCounter({ text, limit }: { text: string; limit: FieldLimit }) {
  const { chars, isLeast } = charsAtLeast(text);
  if (chars === 0) return null;
  const count = `${isLeast ? "at least " : ""}${chars} / ${limit.charsMax}`;
  if (chars <= limit.charsMax) return <p className="mt-1 text-right text-muted text-xs tabular-nums">{count}</p>;
  return (
    <p className="mt-1 flex items-start gap-1.5 text-warning-ink text-xs tabular-nums">
      <TriangleAlert className="mt-px size-3.5 shrink-0" aria-hidden />
      <span>
        {count}: cut after {limit.charsMax} characters {limit.where}.
      </span>
    </p>
  );
}
