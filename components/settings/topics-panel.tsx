"use client";

import { Pencil, Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toaster";
import { type Action, useAction } from "@/components/ui/use-action";
import type { Topic } from "@/lib/workspace/schema";
import { SettingsSection } from "./settings-section";

export interface TopicsPanelProps {
  topics: readonly Topic[];
  save: Action<null>;
}

/** What messages are about. People choose among these, so a topic is renamed but never silently taken away. */
export function TopicsPanel({ topics, save }: TopicsPanelProps) {
  return (
    <SettingsSection
      title="Topics"
      description="What your messages are about. People choose on the preference page which of them they want, so a topic stays once it is there."
    >
      <ul className="max-w-xl divide-y rounded-xl border bg-surface">
        {topics.map((topic) => (
          <li key={topic.key} className="flex items-center gap-3 px-4 py-3">
            <div className="min-w-0 flex-1">
              <p className="break-words font-medium">{topic.name}</p>
              {topic.description && <p className="break-words text-muted text-sm">{topic.description}</p>}
            </div>
            <TopicDialog
              topic={topic}
              save={save}
              trigger={
                <Button variant="quiet" size="sm" iconOnly aria-label={`Edit topic ${topic.name}`}>
                  <Pencil />
                </Button>
              }
            />
          </li>
        ))}
      </ul>
      <div className="mt-3 flex max-w-xl justify-end">
        <TopicDialog
          topic={null}
          save={save}
          trigger={
            <Button disabled={topics.length >= 20}>
              <Plus />
              Add topic
            </Button>
          }
        />
      </div>
    </SettingsSection>
  );
}

function TopicDialog({ topic, save, trigger }: { topic: Topic | null; save: Action<null>; trigger: React.ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={trigger}
      title={topic === null ? "Add topic" : "Edit topic"}
      description="These words stand on the preference page."
    >
      <TopicForm topic={topic} save={save} onSaved={() => setOpen(false)} />
    </Dialog>
  );
}

function TopicForm({ topic, save, onSaved }: { topic: Topic | null; save: Action<null>; onSaved: () => void }) {
  const { run, busy, errorOf, formError } = useAction(save);
  const [name, setName] = useState(topic?.name ?? "");
  const [description, setDescription] = useState(topic?.description ?? "");

  async function submit() {
    if ((await run({ key: topic?.key ?? null, name, description })) === null) return;
    toast.success(topic === null ? "Topic added" : "Topic saved");
    onSaved();
  }

  const trouble = formError("name", "description");
  return (
    <DialogForm onSubmit={submit} submit={topic === null ? "Add topic" : "Save topic"} busy={busy} trouble={trouble}>
      <Field label="Name" error={errorOf("name")}>
        <Input required maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label="Description" optional error={errorOf("description")}>
        <Textarea maxLength={200} value={description} onChange={(event) => setDescription(event.target.value)} />
      </Field>
    </DialogForm>
  );
}
