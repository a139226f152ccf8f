"use client";

import { useQuery } from "@tanstack/react-query";
import { LayoutTemplate } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { Message } from "@/lib/message/schema";
import { builtInTemplates } from "@/lib/templates/built-in";

interface OwnTemplate {
  id: string;
  name: string;
  message: Message;
}

async function fetchOwnTemplates(): Promise<OwnTemplate[]> {
  const response = await fetch("/api/studio/templates");
  if (!response.ok) throw new Error(`The templates answered ${response.status}`);
  // Our own route: its shape is the type's.
  return ((await response.json()) as { templates: OwnTemplate[] }).templates;
}

/** Fills an empty message with a template's. The audience and the ladder stay as they are. */
export function StartFromTemplate({ onChoose }: { onChoose: (message: Message, name: string) => void }) {
  const [open, setOpen] = useState(false);
  const { data: own, isError } = useQuery({
    queryKey: ["own-templates"],
    queryFn: fetchOwnTemplates,
    enabled: open,
  });
  const choose = (message: Message, name: string) => {
    setOpen(false);
    onChoose(message, name);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title="Start from a template"
      description="Only the message is filled in; audience and ladder stay as they are. Undo takes it back."
      trigger={
        <Button>
          <LayoutTemplate /> Start from a template
        </Button>
      }
    >
      {isError && (
        <p role="alert" className="mb-3 text-danger-ink text-sm">
          Your own templates could not be loaded. Close this and try again.
        </p>
      )}
      <ul className="space-y-1.5">
        {own?.map(({ id, name, message }) => (
          <Choice key={id} name={name} hint="Your template" onClick={() => choose(message, name)} />
        ))}
        {builtInTemplates.map(({ key, name, summary, message }) => (
          <Choice key={key} name={name} hint={summary} onClick={() => choose(message, name)} />
        ))}
      </ul>
    </Dialog>
  );
}

function Choice({ name, hint, onClick }: { name: string; hint: string; onClick: () => void }) {
  return (
    <li>
      <button
        type="button"
        onClick={onClick}
        className="block w-full rounded-lg border bg-surface px-3.5 py-2.5 text-left transition-colors hover:border-line-strong hover:bg-hover"
      >
        <span className="block font-medium [overflow-wrap:anywhere]">{name}</span>
        <span className="block text-muted text-sm">{hint}</span>
      </button>
    </li>
  );
}
