import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { Refusal } from "@/lib/action-result";

export interface SaveBarProps {
  label: string;
  isSaving: boolean;
  isReadOnly: boolean;
  refusal: Refusal | null;
  onSave: () => void;
}

/** The one primary button of a step, bottom right, with what went wrong above it. */
export function SaveBar({ label, isSaving, isReadOnly, refusal, onSave }: SaveBarProps) {
  if (isReadOnly) return null;
  return (
    <div className="mt-6 space-y-3">
      {refusal && <Callout kind="blocker">{refusal.message}</Callout>}
      <div className="flex justify-end">
        <Button variant="primary" busy={isSaving} onClick={onSave}>
          {label}
        </Button>
      </div>
    </div>
  );
}
