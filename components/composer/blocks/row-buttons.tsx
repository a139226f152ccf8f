import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";

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
      <IconButton label={`Move ${name} up`} disabled={index === 0} onClick={() => onMove(index - 1)}>
        <ArrowUp />
      </IconButton>
      <IconButton label={`Move ${name} down`} disabled={index === count - 1} onClick={() => onMove(index + 1)}>
        <ArrowDown />
      </IconButton>
      <IconButton label={`Remove ${name}`} disabled={count <= countMin} onClick={onRemove}>
        <Trash2 />
      </IconButton>
    </span>
  );
}
