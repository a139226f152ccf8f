"use client";

import type { ReactNode } from "react";
import { Button } from "./button";
import { Callout } from "./callout";
import { Dialog, DialogClose } from "./dialog";
import { type Action, useAction } from "./use-action";

interface RemovalDialogProps {
  /** The button in the row of what is removed. */
  trigger: ReactNode;
  title: string;
  /** What is lost and what stays. */
  description: string;
  /** What pressing it does: "Remove product". */
  submit: string;
  wayOut?: string;
  remove: Action<null>;
  /** What `remove` is given. */
  input: unknown;
  onRemoved: () => void;
}

/**
 * Asks before something leaves its list. It is not closed afterwards, but goes with its row: closed before, it would give
 * the focus to a button that is about to go.
 */
export function RemovalDialog(props: RemovalDialogProps) {
  const { trigger, title, description, submit, wayOut = "Cancel", input, onRemoved } = props;
  const { run, busy, refusal, clear } = useAction(props.remove);
  return (
    <Dialog
      onOpenChange={clear}
      trigger={trigger}
      title={title}
      description={description}
      width="sm"
      footer={
        <>
          <DialogClose asChild>
            <Button>{wayOut}</Button>
          </DialogClose>
          <Button variant="danger" busy={busy} onClick={async () => (await run(input)) !== null && onRemoved()}>
            {submit}
          </Button>
        </>
      }
    >
      {refusal && <Callout kind="blocker">{refusal.message}</Callout>}
    </Dialog>
  );
}
