"use client";

import { type ReactNode, useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toaster";
import { type Action, useAction } from "@/components/ui/use-action";
import { type ChannelId, channelIds } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import { everywhere, microsPerUnit, type Price } from "@/lib/cost/price";

export interface PriceFormProps {
  /** Today in the workspace's time zone. */
  today: string;
  /** Where a new price starts. */
  currency: string;
  currencies: readonly string[];
  countries: readonly { code: string; name: string }[];
  save: Action<null>;
}

/** Which row of the list a price is for, and the price that is corrected rather than followed. */
interface About {
  channel: ChannelId;
  kind: { key: string };
  country: string;
  current: Price | null;
  price: Price | null;
}

/** Adds a price, or corrects one that has not counted before today. */
export function PriceDialog(props: PriceFormProps & { about: About | null; trigger: ReactNode }) {
  const [open, setOpen] = useState(false);
  const isCorrection = props.about?.price != null;
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={props.trigger}
      title={isCorrection ? "Edit price" : props.about === null ? "Add price" : "New price"}
      description={
        isCorrection ? undefined : "The price before it stays in the history and goes on counting until that day."
      }
    >
      <PriceForm {...props} onSaved={() => setOpen(false)} />
    </Dialog>
  );
}

function PriceForm({
  today,
  currency: usual,
  currencies,
  countries,
  save,
  about,
  onSaved,
}: PriceFormProps & { about: About | null; onSaved: () => void }) {
  const { run, busy, errorOf, formError } = useAction(save);
  const shown = about?.price ?? about?.current ?? null;
  const [unit, setUnit] = useState(about === null ? "" : unitValue(about.channel, about.kind.key));
  const [country, setCountry] = useState(about?.country ?? everywhere);
  const [amount, setAmount] = useState(shown === null ? "" : String(shown.micros / microsPerUnit));
  const [currency, setCurrency] = useState(shown?.currency ?? usual);
  const [validFrom, setValidFrom] = useState(about?.price?.validFrom ?? today);

  async function submit() {
    const [channel = "", billedAs = ""] = unit.split(" ");
    const price = { channel, billedAs, country, amount, currency, validFrom };
    if ((await run({ replaces: about?.price?.id ?? null, ...price })) === null) return;
    toast.success("Price saved");
    onSaved();
  }

  const trouble = formError("amount", "validFrom", "country", "currency", "billedAs");
  return (
    <DialogForm onSubmit={submit} submit="Save price" busy={busy} trouble={trouble}>
      {about === null && (
        <>
          <Field label="What is charged" error={errorOf("billedAs")}>
            <Select required value={unit} onChange={(event) => setUnit(event.target.value)}>
              <option value="" disabled>
                Choose
              </option>
              {channelIds.map((channel) => (
                <optgroup key={channel} label={channels[channel].name}>
                  {channels[channel].billing.map(({ key, name }) => (
                    <option key={key} value={unitValue(channel, key)}>
                      {name}
                    </option>
                  ))}
                </optgroup>
              ))}
            </Select>
          </Field>
          <Field label="Messages to" error={errorOf("country")}>
            <Select value={country} onChange={(event) => setCountry(event.target.value)}>
              <option value={everywhere}>All other countries</option>
              {countries.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
        </>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Price of one" error={errorOf("amount")}>
          <Input
            required
            inputMode="decimal"
            maxLength={20}
            placeholder="0.0412"
            value={amount}
            onChange={(event) => setAmount(event.target.value)}
          />
        </Field>
        <Field label="Currency" error={errorOf("currency")}>
          <Select value={currency} onChange={(event) => setCurrency(event.target.value)}>
            {[...new Set([currency, ...currencies])].map((code) => (
              <option key={code}>{code}</option>
            ))}
          </Select>
        </Field>
      </div>
      <Field label="Counts from" hint="Today or later, in the workspace's time zone." error={errorOf("validFrom")}>
        <Input
          required
          type="date"
          min={today}
          value={validFrom}
          onChange={(event) => setValidFrom(event.target.value)}
        />
      </Field>
    </DialogForm>
  );
}

function unitValue(channel: ChannelId, key: string): string {
  return `${channel} ${key}`;
}
