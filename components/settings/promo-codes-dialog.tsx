"use client";

import { type ReactNode, useMemo, useState } from "react";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toaster";
import { type Action, useAction } from "@/components/ui/use-action";
import { countWords } from "@/lib/count-words";
import { codesPerRequestMax, type PromoPoolItem } from "@/lib/promo/pool-form";
import { type ReadCodes, readCodes } from "@/lib/promo/read-codes";

export type AddCodes = Action<{ addedCount: number; knownCount: number }>;

interface PromoCodesDialogProps {
  /** The list the codes go to; null for a new one. */
  pool: PromoPoolItem | null;
  add: Action<{ poolId: string }>;
  addCodes: AddCodes;
  trigger: ReactNode;
}

/** About half a million codes: more is sent in several files. */
const fileBytesMax = 8_000_000;
const refusedShownMax = 5;

/** Makes a list of codes, or adds to one: from a file, or pasted. */
export function PromoCodesDialog(props: PromoCodesDialogProps) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={props.trigger}
      title={props.pool === null ? "Add list of codes" : `Add codes to ${props.pool.name}`}
      description="One code per line, of at most 40 characters."
    >
      <CodesForm {...props} onSaved={() => setOpen(false)} />
    </Dialog>
  );
}

function CodesForm({ pool, add, addCodes, onSaved }: PromoCodesDialogProps & { onSaved: () => void }) {
  const making = useAction(add);
  const adding = useAction(addCodes);
  const [name, setName] = useState("");
  const [pasted, setPasted] = useState("");
  const [file, setFile] = useState<{ name: string; text: string } | null>(null);
  const [fileTrouble, setFileTrouble] = useState<string>();
  /** The list, once it is made: a second try after an interruption goes on with it. */
  const [madeId, setMadeId] = useState<string | null>(pool?.id ?? null);
  const [sentCount, setSentCount] = useState<number | null>(null);
  const text = file?.text ?? pasted;
  const read = useMemo(() => readCodes(text), [text]);

  async function choose(chosen: File | undefined) {
    setFile(null);
    setFileTrouble(undefined);
    if (chosen === undefined) return;
    if (chosen.size > fileBytesMax) return setFileTrouble("The file is larger than 8 MB. Split it and add the parts.");
    const content = await chosen.text();
    setFile({ name: chosen.name, text: content });
  }

  async function submit() {
    if (read.codes.length === 0) return;
    const poolId = madeId ?? (await making.run({ name }))?.value.poolId;
    if (poolId === undefined) return;
    setMadeId(poolId);
    let addedCount = 0;
    let knownCount = 0;
    for (let from = 0; from < read.codes.length; from += codesPerRequestMax) {
      setSentCount(from);
      const result = await adding.run({ poolId, codes: read.codes.slice(from, from + codesPerRequestMax) });
      if (result === null) return setSentCount(null);
      addedCount += result.value.addedCount;
      knownCount += result.value.knownCount;
    }
    const known = knownCount > 0 ? `; the list had ${knownCount.toLocaleString("en")} of them already` : "";
    toast.success(`${countWords(addedCount, "code")} added${known}`);
    onSaved();
  }

  const busy = making.busy || sentCount !== null;
  const trouble = making.formError("name") ?? adding.formError();
  return (
    <DialogForm
      onSubmit={submit}
      submit={read.codes.length === 0 ? "Add codes" : `Add ${countWords(read.codes.length, "code")}`}
      busy={busy}
      disabled={read.codes.length === 0}
      trouble={
        trouble &&
        `${trouble}${madeId !== null && pool === null ? " The list is there; what was added so far is kept." : ""}`
      }
      other={
        sentCount !== null &&
        read.codes.length > codesPerRequestMax && (
          <p className="py-1.5 text-muted text-sm tabular-nums" role="status">
            {sentCount.toLocaleString("en")} of {read.codes.length.toLocaleString("en")} sent
          </p>
        )
      }
    >
      {pool === null && (
        <Field label="Name" hint="The composer shows it." error={making.errorOf("name")}>
          <Input
            required
            maxLength={60}
            value={name}
            readOnly={madeId !== null}
            placeholder="Spring"
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
      )}
      <Field label="File" hint="A text or CSV file." error={fileTrouble} optional>
        <Input
          type="file"
          accept=".txt,.csv,text/plain,text/csv"
          onChange={(event) => void choose(event.target.files?.[0])}
        />
      </Field>
      {file === null && (
        <Field label="Or paste the codes">
          <Textarea
            rows={6}
            spellCheck={false}
            maxLength={fileBytesMax}
            className="font-mono"
            value={pasted}
            onChange={(event) => setPasted(event.target.value)}
          />
        </Field>
      )}
      <div aria-live="polite">{text !== "" && <Reading read={read} />}</div>
    </DialogForm>
  );
}

/** What was found in the text, before anything is sent. */
function Reading({ read: { codes, repeatedCount, refused } }: { read: ReadCodes }) {
  const isPlain = repeatedCount === 0 && refused.length === 0;
  return (
    <Callout kind={isPlain ? "info" : "warning"} title={`${countWords(codes.length, "code")} found`}>
      {repeatedCount > 0 && <p>{countWords(repeatedCount, "repeated line")} left out.</p>}
      {refused.length > 0 && (
        <>
          <p>{countWords(refused.length, "line")} left out:</p>
          <ul>
            {refused.slice(0, refusedShownMax).map(({ line, text }) => (
              <li key={line}>
                Line {line.toLocaleString("en")} {text}
              </li>
            ))}
          </ul>
          {refused.length > refusedShownMax && <p>And {refused.length - refusedShownMax} more.</p>}
        </>
      )}
    </Callout>
  );
}
