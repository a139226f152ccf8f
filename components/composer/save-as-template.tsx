"use client";

import { useQueryClient } from "@tanstack/react-query";
import { BookmarkPlus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toaster";
import { type Action, useAction } from "@/components/ui/use-action";
import type { Message } from "@/lib/message/schema";

export interface SaveAsTemplateProps {
  campaignId: string;
  message: Message;
  save: Action<unknown>;
}

/** Keeps the message, with the campaign's ladder, for everybody in the workspace to start from. */
export function SaveAsTemplate({ campaignId, message, save }: SaveAsTemplateProps) {
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const { run, busy, refusal } = useAction(save);
  const submit = async () => {
    if ((await run({ name, campaignId, message })) === null) return;
    setOpen(false);
    setName("");
    void client.invalidateQueries({ queryKey: ["own-templates"] });
    toast.success("Saved under Templates");
  };
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      width="sm"
      title="Save as template"
      description="A copy of this message and of the campaign's ladder, for everybody in the workspace."
      trigger={
        <Button variant="quiet" size="sm" disabled={message.blocks.length === 0} aria-label="Save as template">
          <BookmarkPlus /> <span className="max-sm:hidden">Save as template</span>
        </Button>
      }
    >
      <DialogForm onSubmit={submit} submit="Save template" busy={busy}>
        <Field label="Name" error={refusal?.message}>
          <Input value={name} maxLength={80} required autoFocus onChange={(event) => setName(event.target.value)} />
        </Field>
      </DialogForm>
    </Dialog>
  );
}
