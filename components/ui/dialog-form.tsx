import type { ReactNode } from "react";
import { Button } from "./button";
import { Callout } from "./callout";
import { DialogClose } from "./dialog";

interface DialogButtonsProps {
  /** What pressing it does: "Save price". */
  submit: ReactNode;
  busy: boolean;
  disabled?: boolean;
  /** What is wrong with the whole rather than with one field. */
  trouble?: ReactNode;
  /** Another thing to do than saving, at the other side. */
  other?: ReactNode;
  /** The form they belong to, where they stand outside of it. */
  form?: string;
}

/** The end of every form in a dialog: what is wrong, a way out, and the button that sends it. */
export function DialogButtons({ submit, busy, disabled = false, trouble, other, form }: DialogButtonsProps) {
  return (
    <>
      {trouble && <Callout kind="blocker">{trouble}</Callout>}
      <div className="flex flex-wrap justify-end gap-2">
        {other && <div className="mr-auto">{other}</div>}
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" form={form} variant="primary" busy={busy} disabled={disabled}>
          {submit}
        </Button>
      </div>
    </>
  );
}

interface DialogFormProps extends Omit<DialogButtonsProps, "form"> {
  onSubmit: () => void;
  children: ReactNode;
}

/** A form in a dialog, with its fields as children. */
export function DialogForm({ onSubmit, children, ...buttons }: DialogFormProps) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        // What happens in a dialog travels on to the form it was opened from, which must not hear of this one.
        event.stopPropagation();
        onSubmit();
      }}
      className="grid grid-cols-1 gap-4"
    >
      {children}
      <DialogButtons {...buttons} />
    </form>
  );
}
