"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LeftOutRows } from "@/components/ui/left-out-rows";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toaster";
import { type Action, useAction } from "@/components/ui/use-action";
import { channelIds } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import { priceFileCharsMax } from "@/lib/cost/price-form";
import { countWords } from "@/lib/count-words";
import type { PriceFormProps } from "./price-dialog";

/** What a price list holds, or held when it was taken in. */
export interface ImportedPrices {
  pricesCount: number;
  /** Rows put together with a dearer one for the same country. */
  mergedCount: number;
  refusedCount: number;
  refused: { line: number; text: string }[];
}

type PriceImportProps = Pick<PriceFormProps, "today" | "currency" | "currencies"> & {
  importFile: Action<ImportedPrices>;
};

/** Takes in a provider's price list: read first, then saved. */
export function PriceImport(props: PriceImportProps) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button>Import price list</Button>}
      title="Import price list"
      description="A CSV file with a row per country. Its first row names the columns, among them “country” and “price”; “currency” and “valid from” are read too."
    >
      <ImportForm {...props} onSaved={() => setOpen(false)} />
    </Dialog>
  );
}

function ImportForm({
  today,
  currency: usual,
  currencies,
  importFile,
  onSaved,
}: PriceImportProps & { onSaved(): void }) {
  const { run, busy, errorOf, formError, clear } = useAction(importFile);
  const [unit, setUnit] = useState("");
  const [currency, setCurrency] = useState(usual);
  const [validFrom, setValidFrom] = useState(today);
  const [file, setFile] = useState<File | null>(null);
  const [read, setRead] = useState<ImportedPrices | null>(null);
  const [tooLarge, setTooLarge] = useState(false);

  /** Whatever changes, the file is read again before it is saved. */
  function changed<Value>(set: (value: Value) => void): (value: Value) => void {
    return (value) => {
      set(value);
      setRead(null);
      clear();
    };
  }

  async function submit() {
    if (file === null) return;
    if (file.size > priceFileCharsMax) return setTooLarge(true);
    const [channel = "", billedAs = ""] = unit.split(" ");
    const commit = read !== null;
    const result = await run({ text: await file.text(), channel, billedAs, currency, validFrom, commit });
    if (result === null) return;
    if (!commit) return setRead(result.value);
    toast.success(`${countWords(result.value.pricesCount, "price")} saved`);
    onSaved();
  }

  const fileTrouble = tooLarge
    ? "The file is larger than a price list needs. Take out what you do not need."
    : undefined;
  const trouble = formError("text", "validFrom", "currency", "billedAs");
  return (
    <DialogForm
      onSubmit={submit}
      submit={read === null ? "Read file" : `Save ${countWords(read.pricesCount, "price")}`}
      busy={busy}
      disabled={read?.pricesCount === 0}
      trouble={trouble}
    >
      <Field label="What these are prices of" error={errorOf("billedAs")}>
        <Select required value={unit} onChange={(event) => changed(setUnit)(event.target.value)}>
          <option value="" disabled>
            Choose
          </option>
          {channelIds.map((channel) => (
            <optgroup key={channel} label={channels[channel].name}>
              {channels[channel].billing.map(({ key, name }) => (
                <option key={key} value={`${channel} ${key}`}>
                  {name}
                </option>
              ))}
            </optgroup>
          ))}
        </Select>
      </Field>
      <Field label="File" error={errorOf("text") ?? fileTrouble}>
        <Input
          required
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          onChange={(event) => {
            setTooLarge(false);
            changed(setFile)(event.target.files?.[0] ?? null);
          }}
        />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Currency" hint="Where the file names none." error={errorOf("currency")}>
          <Select value={currency} onChange={(event) => changed(setCurrency)(event.target.value)}>
            {[...new Set([currency, ...currencies])].map((code) => (
              <option key={code}>{code}</option>
            ))}
          </Select>
        </Field>
        <Field label="Counts from" hint="Where the file names none." error={errorOf("validFrom")}>
          <Input
            required
            type="date"
            min={today}
            value={validFrom}
            onChange={(event) => changed(setValidFrom)(event.target.value)}
          />
        </Field>
      </div>
      {read && <ReadFile read={read} />}
    </DialogForm>
  );
}

function ReadFile({ read: { pricesCount, mergedCount, refusedCount, refused } }: { read: ImportedPrices }) {
  return (
    <Callout
      kind={refusedCount > 0 ? "warning" : "info"}
      title={`${countWords(pricesCount, "price")} found${refusedCount > 0 ? `, ${countWords(refusedCount, "row")} left out` : ""}`}
    >
      {mergedCount > 0 && (
        <p>
          {countWords(mergedCount, "row")} for a country that has another row: the dearest of each country counts, so
          that an estimate is not too low.
        </p>
      )}
      <LeftOutRows rows={refused.map(({ line, text }) => ({ line, reason: text }))} count={refusedCount} />
    </Callout>
  );
}
