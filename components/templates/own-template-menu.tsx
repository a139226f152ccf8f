"use client";

import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { DropdownItem, DropdownMenu } from "@/components/ui/dropdown-menu";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { type Action, useAction } from "@/components/ui/use-action";

export interface OwnTemplateMenuProps {
  id: string;
  name: string;
  rename: Action<unknown>;
  remove: Action<unknown>;
}

/** Rename and delete. */
export function OwnTemplateMenu({ id, name, rename, remove }: OwnTemplateMenuProps) {
  const router = useRouter();
  const [asks, setAsks] = useState<"rename" | "delete" | null>(null);
  const [words, setWords] = useState(name);
  const renaming = useAction(rename);
  const deleting = useAction(remove);
  const close = () => setAsks(null);
  const ask = (what: "rename" | "delete") => {
    renaming.clear();
    deleting.clear();
    setWords(name);
    setAsks(what);
  };
  const renameIt = async () => {
    if ((await renaming.run({ id, name: words })) === null) return;
    close();
    router.refresh();
  };
  const deleteIt = async () => {
    // The dialog goes with its card: closed before, it would give the focus to a button that is about to go.
    if ((await deleting.run({ id })) !== null) router.refresh();
  };
  return (
    <>
      <DropdownMenu
        align="end"
        trigger={
          <Button variant="quiet" size="sm" iconOnly aria-label={`More for ${name}`}>
            <Ellipsis />
          </Button>
        }
      >
        <DropdownItem icon={<Pencil />} onSelect={() => ask("rename")}>
          Rename
        </DropdownItem>
        <DropdownItem danger icon={<Trash2 />} onSelect={() => ask("delete")}>
          Delete
        </DropdownItem>
      </DropdownMenu>
      <Dialog open={asks === "rename"} onOpenChange={close} title="Rename template" width="sm">
        <DialogForm onSubmit={renameIt} submit="Rename template" busy={renaming.busy}>
          <Field label="Name" error={renaming.refusal?.message}>
            <Input value={words} maxLength={80} required onChange={(event) => setWords(event.target.value)} />
          </Field>
        </DialogForm>
      </Dialog>
      <Dialog
        open={asks === "delete"}
        onOpenChange={close}
        title={`Delete “${name}”?`}
        description="Campaigns made from this template stay as they are. The template cannot be brought back."
        width="sm"
        footer={
          <>
            <Button onClick={close}>Keep it</Button>
            <Button variant="danger" busy={deleting.busy} onClick={deleteIt}>
              Delete template
            </Button>
          </>
        }
      >
        {deleting.refusal !== null && <Callout kind="blocker">{deleting.refusal.message}</Callout>}
      </Dialog>
    </>
  );
}
