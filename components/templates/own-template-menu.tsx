"use client";

import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
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
  const done = (result: unknown) => {
    if (result === null) return;
    close();
    router.refresh();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    done(await renaming.run({ id, name: words }));
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
        <DropdownItem icon={<Pencil />} onSelect={() => setAsks("rename")}>
          Rename
        </DropdownItem>
        <DropdownItem danger icon={<Trash2 />} onSelect={() => setAsks("delete")}>
          Delete
        </DropdownItem>
      </DropdownMenu>
      <Dialog open={asks === "rename"} onOpenChange={close} title="Rename template" width="sm">
        <form onSubmit={submit} className="space-y-4">
          <Field label="Name" error={renaming.refusal?.message ?? null}>
            <Input value={words} maxLength={80} required onChange={(event) => setWords(event.target.value)} />
          </Field>
          <div className="flex justify-end">
            <Button type="submit" variant="primary" busy={renaming.busy}>
              Save name
            </Button>
          </div>
        </form>
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
            <Button variant="danger" busy={deleting.busy} onClick={async () => done(await deleting.run({ id }))}>
              Delete template
            </Button>
          </>
        }
      >
        {deleting.refusal !== null && <p role="alert">{deleting.refusal.message}</p>}
      </Dialog>
    </>
  );
}
