"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { ActionResult, Refusal } from "@/lib/action-result";
import type { Topic } from "@/lib/workspace/schema";

export interface NewCampaignProps {
  topics: Topic[];
  create: (input: { name: string; topic: string }) => Promise<ActionResult<{ id: string }>>;
}

/** Asks for the two things a draft cannot do without, then opens the composer. */
export function NewCampaign({ topics, create }: NewCampaignProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const [topic, setTopic] = useState(topics[0]?.key ?? "");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [busy, start] = useTransition();
  const submit = () => {
    start(async () => {
      const result = await create({ name, topic });
      if (result.ok) router.push(`/campaigns/${result.value.id}/compose`);
      else setRefusal(result.refusal);
    });
  };
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title="New campaign"
      trigger={
        <Button variant="primary">
          <Plus aria-hidden className="size-4" /> New campaign
        </Button>
      }
    >
      <DialogForm onSubmit={submit} submit="Create campaign" busy={busy}>
        <Field label="Name" hint="Only your team sees it." error={refusal?.field === "topic" ? null : refusal?.message}>
          <Input value={name} onChange={(event) => setName(event.target.value)} maxLength={120} required autoFocus />
        </Field>
        <Field
          label="Topic"
          hint="People choose the topics they want. Only those who want this one get the message."
          error={refusal?.field === "topic" ? refusal.message : null}
        >
          <Select value={topic} onChange={(event) => setTopic(event.target.value)}>
            {topics.map(({ key, name: label }) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
      </DialogForm>
    </Dialog>
  );
}
