import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";

/** The end of a form: what is wrong with it as a whole, and its one button, always bottom right. */
export function SaveBar({
  label,
  busy,
  disabled = false,
  trouble,
}: {
  label: string;
  busy: boolean;
  disabled?: boolean;
  trouble: string | undefined;
}) {
  return (
    <div className="mt-2 grid gap-4">
      {trouble && (
        <div role="alert">
          <Callout kind="blocker">{trouble}</Callout>
        </div>
      )}
      <div className="flex justify-end">
        <Button type="submit" variant="primary" busy={busy} disabled={disabled}>
          {label}
        </Button>
      </div>
    </div>
  );
}
