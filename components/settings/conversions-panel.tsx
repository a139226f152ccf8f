"use client";

import { KeyRound } from "lucide-react";
import { useState } from "react";
import { SettingsSection } from "@/components/settings/settings-section";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { TimeText } from "@/components/ui/time-text";
import { type Action, useAction } from "@/components/ui/use-action";

export interface ConversionsPanelProps {
  endpoint: string;
  /** Null while there is no key. */
  keyMadeAt: Date | null;
  timeZone: string;
  makeKey: Action<{ key: string }>;
}

/** How the shop reports conversions, and the key it does so with. */
export function ConversionsPanel({ endpoint, keyMadeAt, timeZone, makeKey }: ConversionsPanelProps) {
  const { run, busy, refusal } = useAction(makeKey);
  const [key, setKey] = useState<string | null>(null);
  return (
    <div>
      <SettingsSection
        title="Key"
        description="Your shop proves with it that a report comes from you. Keep it on your server, never in a web page."
      >
        <div className="grid gap-4">
          {key === null ? (
            <p>
              {keyMadeAt === null ? (
                "There is no key yet, so no conversions are taken."
              ) : (
                <>
                  The key in use was made <TimeText at={keyMadeAt} timeZone={timeZone} showZone />. It is not shown
                  again.
                </>
              )}
            </p>
          ) : (
            <Field label="New key" hint="Copy it now: it is not shown again.">
              <Input readOnly value={key} onFocus={(event) => event.target.select()} className="font-mono" />
            </Field>
          )}
          {keyMadeAt !== null && key === null && (
            <Callout>A new key takes the place of the old one at once: reports with the old one are refused.</Callout>
          )}
          <div>
            <Button
              busy={busy}
              onClick={async () => {
                const made = await run({});
                if (made !== null) setKey(made.value.key);
              }}
            >
              <KeyRound />
              {keyMadeAt === null ? "Make a key" : "Make a new key"}
            </Button>
            {refusal && (
              <p role="alert" className="mt-2 text-danger-ink text-sm">
                {refusal.message}
              </p>
            )}
          </div>
        </div>
      </SettingsSection>
      <SettingsSection
        title="Report"
        description="A step whose goal is a conversion ends when one is reported. It counts for the last message the person got in the seven days before."
      >
        <p className="mb-2">
          Name people by your own id or by phone number. The same event id counts once, so a report may be repeated.
        </p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: wider than a phone, and scrolled by keyboard too */}
        <pre tabIndex={0} className="overflow-x-auto rounded-lg border bg-sunken p-3 text-sm">
          <code>{exampleOf(endpoint)}</code>
        </pre>
      </SettingsSection>
    </div>
  );
}

function exampleOf(endpoint: string): string {
  return `curl ${endpoint} \\
  -H "Authorization: Bearer YOUR_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"conversions": [
    {"id": "order-1001", "phone": "+14155550123"},
    {"id": "order-1002", "externalId": "customer-7",
     "at": "2026-05-01T12:00:00Z"}
  ]}'`;
}
