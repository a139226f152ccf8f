"use client";

import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ChannelDot } from "@/components/ui/channel-dot";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toaster";
import { type Action, useAction } from "@/components/ui/use-action";
import type { ChannelId } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import { senderLimitWords } from "@/lib/sending/sender-limit-words";
import type { Sender, SenderLimit } from "@/lib/workspace/schema";

interface SenderRow {
  channel: ChannelId;
  /** As written on screens: "WhatsApp". */
  name: string;
  /** What the sender of this channel is called. */
  label: string;
  hint: string;
  /** Whether replies can come back on this channel at all. */
  hasReplies: boolean;
  /** Null while the channel is not set up. */
  sender: Sender | null;
}

export interface SendersPanelProps {
  rows: readonly SenderRow[];
  save: Action<null>;
}

/** Who messages come from, channel by channel. A channel without a sender is not used. */
export function SendersPanel({ rows, save }: SendersPanelProps) {
  return (
    <ul className="divide-y rounded-xl border bg-surface">
      {rows.map((row) => (
        <li key={row.channel} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
          <ChannelDot channel={row.channel} label={row.name} className="w-28 font-medium" />
          <div className="min-w-0 flex-1 basis-32">
            {row.sender === null ? (
              <p className="text-muted">Not set up: nothing is sent on this channel.</p>
            ) : (
              <>
                <p className="break-all">{row.sender.from}</p>
                <p className="break-words text-muted text-sm">
                  {row.sender.displayName}
                  {row.hasReplies && !row.sender.canReceiveReplies && " · people cannot answer"}
                </p>
                {row.sender.limit !== undefined && (
                  <p className="text-muted text-sm">
                    {senderLimitWords(row.sender.limit, channels[row.channel].senderLimit?.units ?? "messages")}
                  </p>
                )}
              </>
            )}
          </div>
          {row.sender === null && <Badge>Off</Badge>}
          <SenderDialog row={row} save={save} />
        </li>
      ))}
    </ul>
  );
}

function SenderDialog({ row, save }: { row: SenderRow; save: Action<null> }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" aria-label={`${row.sender === null ? "Set up" : "Edit"} ${row.name}`}>
          {row.sender === null ? "Set up" : "Edit"}
        </Button>
      }
      title={`${row.name} sender`}
    >
      <SenderForm row={row} save={save} onSaved={() => setOpen(false)} />
    </Dialog>
  );
}

function SenderForm({ row, save, onSaved }: { row: SenderRow; save: Action<null>; onSaved: () => void }) {
  const { run, busy, errorOf, formError } = useAction(save);
  const [from, setFrom] = useState(row.sender?.from ?? "");
  const [displayName, setDisplayName] = useState(row.sender?.displayName ?? "");
  const [canReceiveReplies, setCanReceiveReplies] = useState(row.sender?.canReceiveReplies ?? row.hasReplies);
  const [perSecond, setPerSecond] = useState(textOf(row.sender?.limit?.unitsPerSecond));
  const [perDay, setPerDay] = useState(textOf(row.sender?.limit?.unitsPerDay));
  const rule = channels[row.channel].senderLimit;
  const isLimited = rule?.limitsSender(from.trim()) === true;

  async function store(sender: Sender | null) {
    if ((await run({ channel: row.channel, sender })) === null) return;
    toast.success(sender === null ? `${row.name} is off` : `${row.name} sender saved`);
    onSaved();
  }

  const trouble = formError(
    ...["sender.from", "sender.displayName", "sender.limit.unitsPerSecond", "sender.limit.unitsPerDay"],
  );
  const limit = isLimited ? limitOf(perSecond, perDay) : null;
  return (
    <DialogForm
      onSubmit={() => void store({ from, displayName, canReceiveReplies, ...(limit !== null && { limit }) })}
      submit="Save sender"
      busy={busy}
      trouble={trouble}
      other={
        row.sender !== null && (
          <Button variant="quiet" className="text-danger-ink" onClick={() => void store(null)}>
            Turn {row.name} off
          </Button>
        )
      }
    >
      <Field label={row.label} hint={row.hint} error={errorOf("sender.from")}>
        <Input
          required
          maxLength={60}
          spellCheck={false}
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
      </Field>
      <Field label="Name people see" error={errorOf("sender.displayName")}>
        <Input required maxLength={100} value={displayName} onChange={(event) => setDisplayName(event.target.value)} />
      </Field>
      {row.hasReplies && (
        <Checkbox
          label="People can answer this sender"
          hint="Without answers, messages carry a link to opt out instead of asking for STOP."
          checked={canReceiveReplies}
          onCheckedChange={(checked) => setCanReceiveReplies(checked === true)}
        />
      )}
      {isLimited && rule !== null && (
        <fieldset className="space-y-2">
          <legend className="font-medium">What the carriers allow this number</legend>
          <p className="text-muted text-sm">
            US carriers count {rule.units}. Your provider shows what it is for your 10DLC campaign and brand. Empty: no
            limit.
          </p>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={`${capital(rule.units)} per second`} optional error={errorOf("sender.limit.unitsPerSecond")}>
              <Input
                inputMode="decimal"
                maxLength={8}
                value={perSecond}
                onChange={(event) => setPerSecond(event.target.value)}
              />
            </Field>
            <Field label={`${capital(rule.units)} per day`} optional error={errorOf("sender.limit.unitsPerDay")}>
              <Input
                inputMode="numeric"
                maxLength={9}
                value={perDay}
                onChange={(event) => setPerDay(event.target.value)}
              />
            </Field>
          </div>
        </fieldset>
      )}
    </DialogForm>
  );
}

const textOf = (amount: number | null | undefined) => (amount == null ? "" : String(amount));
const numberOf = (text: string) => (text.trim() === "" ? null : Number(text.trim().replace(",", ".")));
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** Null when neither was filled in. */
function limitOf(perSecond: string, perDay: string): SenderLimit | null {
  const limit = { unitsPerSecond: numberOf(perSecond), unitsPerDay: numberOf(perDay) };
  return limit.unitsPerSecond === null && limit.unitsPerDay === null ? null : limit;
}
