"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toaster";
import { type Action, useAction } from "@/components/ui/use-action";
import {
  type TemplateState,
  templateCategories,
  templateStates,
  templateStateWords,
} from "@/lib/campaign/template-state";
import type { ChannelId } from "@/lib/channels/ids";

const qualityWords = { "": "Not rated", high: "High", medium: "Medium", low: "Low" } as const;

interface DecidedTemplate {
  channel: ChannelId;
  definition: { name: string; language: string };
  /** Null while nothing has been said of it. */
  state: TemplateState | null;
  category: string;
  quality: string | null;
  reason: string | null;
}

/** Enters what WhatsApp Manager says of a template. */
export function TemplateDecisionDialog({ row, record }: { row: DecidedTemplate; record: Action<null> }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" variant="primary">
          Record Meta's decision
        </Button>
      }
      title="What did Meta decide?"
      description="Enter what WhatsApp Manager shows for this template. A campaign that needs it starts only when it is approved."
    >
      <DecisionForm row={row} record={record} onSaved={() => setOpen(false)} />
    </Dialog>
  );
}

function DecisionForm({ row, record, onSaved }: { row: DecidedTemplate; record: Action<null>; onSaved: () => void }) {
  const { run, busy, errorOf, formError } = useAction(record);
  const [state, setState] = useState<string>(row.state ?? "approved");
  const [category, setCategory] = useState(row.category);
  const [quality, setQuality] = useState(row.quality ?? "");
  const [reason, setReason] = useState(row.reason ?? "");

  async function submit() {
    const { name, language } = row.definition;
    const said = { channel: row.channel, name, language, state, category, quality, reason };
    if ((await run(said)) === null) return;
    toast.success("Decision recorded");
    onSaved();
  }

  const trouble = formError("reason");
  return (
    <DialogForm onSubmit={submit} submit="Record decision" busy={busy} trouble={trouble}>
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label="State">
          <Select value={state} onChange={(event) => setState(event.target.value)}>
            {templateStates.map((each) => (
              <option key={each} value={each}>
                {templateStateWords[each].label}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Category">
          <Select value={category} onChange={(event) => setCategory(event.target.value)}>
            {templateCategories.map((each) => (
              <option key={each} value={each}>
                {each.charAt(0) + each.slice(1).toLowerCase()}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Quality">
          <Select value={quality} onChange={(event) => setQuality(event.target.value)}>
            {Object.entries(qualityWords).map(([key, label]) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <Field label="Reason Meta gave" optional error={errorOf("reason")}>
        <Input maxLength={300} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </DialogForm>
  );
}
