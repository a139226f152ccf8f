"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type Action, useAction } from "@/components/ui/use-action";
import type { TemplateSource } from "@/lib/templates/template";
import type { Topic } from "@/lib/workspace/schema";

export interface UseTemplateProps {
  source: TemplateSource;
  /** Of the template; the campaign's name begins with it. */
  name: string;
  topics: Topic[];
  create: Action<{ id: string }>;
}

/** Asks for the two things a draft cannot do without, then opens the composer with the template's message. */
export function UseTemplate({ source, name: templateName, topics, create }: UseTemplateProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState(templateName);
  const [topic, setTopic] = useState(topics[0]?.key ?? "");
  const { run, busy, errorOf, formError } = useAction(create);
  const submit = async () => {
    const made = await run({ source, name, topic });
    if (made !== null) router.push(`/campaigns/${made.value.id}/compose`);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title="New campaign"
      description={`Begins with a copy of “${templateName}”.`}
      trigger={<Button aria-label={`Use template ${templateName}`}>Use template</Button>}
    >
      <DialogForm onSubmit={submit} submit="Create campaign" busy={busy}>
        <Field label="Name" hint="Only your team sees it." error={errorOf("name") ?? formError("topic") ?? null}>
          <Input value={name} onChange={(event) => setName(event.target.value)} maxLength={120} required autoFocus />
        </Field>
        <Field
          label="Topic"
          hint="People choose the topics they want. Only those who want this one get the message."
          error={errorOf("topic") ?? null}
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
