"use client";

import { Copy } from "lucide-react";
import Link from "next/link";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toaster";
import { type Action, useAction } from "@/components/ui/use-action";
import type { PushSettings } from "@/lib/web-push/settings";
import { SaveBar } from "./save-bar";
import { SettingsSection } from "./settings-section";

export interface PushPanelProps {
  /** Without a trailing slash. */
  publicUrl: string;
  workspaceKey: string;
  vapidPublicKey: string;
  counts: { alive: number; gone: number };
  hasSender: boolean;
  origins: readonly string[];
  save: Action<PushSettings>;
}

/** How people turn on notifications: on a page of ours, or on the business's own website. */
export function PushPanel({
  publicUrl,
  workspaceKey,
  vapidPublicKey,
  counts,
  hasSender,
  origins,
  save,
}: PushPanelProps) {
  const page = `${publicUrl}/push/${workspaceKey}`;
  const snippet = `<script src="${publicUrl}/cascade-push.js?key=${workspaceKey}" defer></script>
<button data-cascade-push>Turn on notifications</button>`;
  const worker = `importScripts("${publicUrl}/push-worker.js");`;
  return (
    <div>
      {!hasSender && (
        <Callout
          kind="warning"
          title="Push is not set up"
          action={
            <Button size="sm" asChild>
              <Link href="/settings/senders">Set up push</Link>
            </Button>
          }
        >
          People can turn notifications on, but none are sent until push has a sender.
        </Callout>
      )}
      <SettingsSection
        title="Your page"
        description="Asks only after a press, says what people agree to, and lets them turn notifications off again."
      >
        <div className="grid max-w-xl gap-4">
          <Snippet label="Address of the page" text={page} link />
          <p className="text-muted">
            A button in a message that opens this address also tells who comes, so that the browser becomes one more way
            to reach a person you know. Everybody else becomes a contact without a name.
          </p>
          <p>
            {counts.alive.toLocaleString("en")} {counts.alive === 1 ? "browser takes" : "browsers take"} notifications
            {counts.gone > 0 && `, ${counts.gone.toLocaleString("en")} no longer do`}.
          </p>
        </div>
      </SettingsSection>
      <SettingsSection
        title="Your website"
        description="Lets people turn on notifications where they are. Both parts belong on the website itself: a browser takes a worker only from there."
      >
        <div className="grid max-w-xl gap-4">
          <Snippet label="Put this where the button should stand" text={snippet} />
          <Snippet label="Save this as /cascade-push-worker.js on your website" text={worker} />
          <p className="text-muted">
            The words on the button are kept as what people agreed to; longer words can be given in{" "}
            <code>data-words</code>. If your website has a content security policy, allow{" "}
            <code className="break-all">{publicUrl}</code> in <code>script-src</code> and <code>connect-src</code>.
          </p>
          <OriginsForm origins={origins} save={save} />
        </div>
      </SettingsSection>
      <SettingsSection
        title="Key"
        description="Push services know this installation by it. Its other half stays on the server; a new pair would make everybody subscribe again."
      >
        <div className="max-w-xl">
          <Snippet label="Public VAPID key" text={vapidPublicKey} />
        </div>
      </SettingsSection>
    </div>
  );
}

function OriginsForm({ origins, save }: Pick<PushPanelProps, "origins" | "save">) {
  const { run, busy, formError, refusal } = useOrigins(save);
  const [text, setText] = useState(origins.join("\n"));
  const [stored, setStored] = useState(text);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const saved = await run({ origins: text.split(/\s+/).filter((each) => each !== "") });
    if (saved === null) return;
    const lines = saved.value.origins.join("\n");
    setText(lines);
    setStored(lines);
    toast.success("Websites saved");
  }

  return (
    <form onSubmit={submit}>
      <Field
        label="Websites that may use it"
        hint="One address a line, such as https://shop.example. Requests of all others are refused."
        error={refusal}
      >
        <Textarea rows={3} spellCheck={false} value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <SaveBar label="Save websites" busy={busy} disabled={text === stored} trouble={formError} />
    </form>
  );
}

/** What is wrong with one of the lines is said beside all of them. */
function useOrigins(save: Action<PushSettings>) {
  const { run, busy, errorOf, formError } = useAction(save);
  const fields = ["origins", ...Array.from({ length: 20 }, (_, index) => `origins.${index}`)];
  const refusal = fields.map((field) => errorOf(field)).find((error) => error !== undefined);
  return { run, busy, refusal, formError: formError(...fields) };
}

/** Text to copy, and to read where copying is not allowed. */
function Snippet({ label, text, link = false }: { label: string; text: string; link?: boolean }) {
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      toast.success("Copied");
    } catch {
      toast.error("Your browser did not allow copying. Select the text and copy it.");
    }
  }
  return (
    <div className="grid gap-1">
      <div className="flex items-center justify-between gap-3">
        <span className="font-medium">{label}</span>
        <Button size="sm" variant="quiet" onClick={() => void copy()} aria-label={`Copy: ${label}`}>
          <Copy aria-hidden /> Copy
        </Button>
      </div>
      {link ? (
        <a className="break-all rounded-lg border bg-sunken px-3 py-2 underline" href={text}>
          {text}
        </a>
      ) : (
        <pre className="whitespace-pre-wrap break-all rounded-lg border bg-sunken px-3 py-2 text-sm">{text}</pre>
      )}
    </div>
  );
}
