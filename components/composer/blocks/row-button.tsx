import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";

/** A small icon button that says what it does and to what. */
export function RowButton({
  label,
  disabled = false,
  onClick,
  children,
}: {
  label: string;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <Button variant="quiet" size="sm" iconOnly aria-label={label} title={label} disabled={disabled} onClick={onClick}>
      {children}
    </Button>
  );
}

/** Up, down and away, for one row of a list. */
export function RowButtons({
  name,
  index,
  count,
  countMin = 0,
  onMove,
  onRemove,
}: {
  /** "button 2". */
  name: string;
  index: number;
  count: number;
  countMin?: number;
  onMove: (toIndex: number) => void;
  onRemove: () => void;
}) {
  return (
    <span className="flex items-center gap-0.5">
      <RowButton label={`Move ${name} up`} disabled={index === 0} onClick={() => onMove(index - 1)}>
        <ArrowUp />
      </RowButton>
      <RowButton label={`Move ${name} down`} disabled={index === count - 1} onClick={() => onMove(index + 1)}>
        <ArrowDown />
      </RowButton>
      <RowButton label={`Remove ${name}`} disabled={count <= countMin} onClick={onRemove}>
        <Trash2 />
      </RowButton>
    </span>
  );
}
