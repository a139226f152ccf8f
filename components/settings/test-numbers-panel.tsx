"use client";

import { useQuery } from "@tanstack/react-query";
import { Smartphone } from "lucide-react";
import Link from "next/link";
import { type FormEvent, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toaster";
import { type Action, useAction } from "@/components/ui/use-action";
import { type TestNumberItem, testNumbersMax } from "@/lib/test-send/schema";

interface Actions {
  add: Action<null>;
  sendCode: Action<null>;
  confirm: Action<null>;
  remove: Action<null>;
}

interface TestNumbersPanelProps {
  numbers: TestNumberItem[];
  isSandbox: boolean;
  actions: Actions;
}

const watchMs = 800;

/** Numbers tests may go to: each confirmed by a code, so that no test ever reaches a stranger. */
export function TestNumbersPanel({ numbers, isSandbox, actions }: TestNumbersPanelProps) {
  const { data, refetch } = useQuery({
    queryKey: ["test-numbers"],
    queryFn: ({ signal }) => fetchNumbers(signal),
    initialData: numbers,
    refetchInterval: ({ state }) => (state.data?.some(isOnItsWay) ? watchMs : false),
  });
  const changed = () => void refetch();
  return (
    <div className="grid gap-6">
      <p className="max-w-2xl text-muted">
        “Send test” in the composer can go to these phones. Whoever holds the phone confirms it once with a code sent by
        SMS.
      </p>
      {data.length === 0 ? (
        <EmptyState
          icon={<Smartphone aria-hidden />}
          title="No test numbers yet"
          description="Add your own phone below to see messages as people get them."
        />
      ) : (
        <ul className="divide-y rounded-xl border bg-surface" aria-label="Test numbers">
          {data.map((number) => (
            <NumberRow key={number.id} number={number} isSandbox={isSandbox} actions={actions} onChanged={changed} />
          ))}
        </ul>
      )}
      {data.length < testNumbersMax ? (
        <AddForm add={actions.add} onChanged={changed} />
      ) : (
        <p className="text-muted">A workspace has at most {testNumbersMax} test numbers. Remove one to add another.</p>
      )}
    </div>
  );
}

function isOnItsWay({ state }: TestNumberItem): boolean {
  return state === "code_on_its_way";
}

const words = {
  verified: { tone: "good", label: "Confirmed" },
  code_on_its_way: { tone: "neutral", label: "Code on its way" },
  code_sent: { tone: "accent", label: "Code sent" },
  code_failed: { tone: "danger", label: "Code not sent" },
  needs_code: { tone: "warning", label: "Not confirmed" },
  other_carrier: { tone: "warning", label: "Confirm again" },
} as const;

interface NumberRowProps {
  number: TestNumberItem;
  isSandbox: boolean;
  actions: Actions;
  onChanged: () => void;
}

function NumberRow({ number, isSandbox, actions, onChanged }: NumberRowProps) {
  const again = useAction(actions.sendCode);
  const removal = useAction(actions.remove);
  const { tone, label } = words[number.state];
  const about = { testNumberId: number.id };
  const trouble = again.formError() ?? removal.formError();
  return (
    <li className="grid gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div className="min-w-0 flex-1 basis-40">
          <p className="truncate font-medium">
            <bdi>{number.label}</bdi>
          </p>
          <p className="text-muted text-sm tabular-nums">+{number.number}</p>
        </div>
        <Badge tone={tone}>{label}</Badge>
        {number.state !== "verified" && (
          <Button
            size="sm"
            busy={again.busy}
            onClick={async () => {
              if ((await again.run(about)) !== null) onChanged();
            }}
          >
            Send new code
          </Button>
        )}
        <Button
          size="sm"
          variant="quiet"
          aria-label={`Remove ${number.label}`}
          busy={removal.busy}
          onClick={async () => {
            if ((await removal.run(about)) === null) return;
            toast.success(`${number.label} was removed`);
            onChanged();
          }}
        >
          Remove
        </Button>
      </div>
      {number.state === "code_sent" && (
        <>
          {isSandbox && (
            <p className="text-muted text-sm">
              In the sandbox the code arrives on{" "}
              <Link
                href={`/sandbox/phones/${number.contactId}`}
                target="_blank"
                className="underline underline-offset-2"
              >
                its virtual phone
              </Link>
              .
            </p>
          )}
          <CodeForm number={number} confirm={actions.confirm} onChanged={onChanged} />
        </>
      )}
      {number.state === "code_failed" && (
        <p className="text-muted text-sm">
          The network did not take the code (code {number.codeError}). Check the number and the SMS sender, then send a
          new one.
        </p>
      )}
      {number.state === "other_carrier" && (
        <p className="text-muted text-sm">
          It was confirmed over another account. A new code shows that this account reaches it.
        </p>
      )}
      {trouble && <Callout kind="blocker">{trouble}</Callout>}
    </li>
  );
}

function CodeForm({
  number,
  confirm,
  onChanged,
}: {
  number: TestNumberItem;
  confirm: Action<null>;
  onChanged: () => void;
}) {
  const { run, busy, errorOf, formError } = useAction(confirm);
  const [code, setCode] = useState("");
  async function submit(event: FormEvent) {
    event.preventDefault();
    const done = await run({ testNumberId: number.id, code });
    if (done !== null) toast.success(`${number.label} is confirmed`);
    onChanged();
  }
  return (
    <form onSubmit={submit} className="flex flex-wrap items-start gap-2">
      <Field label={`Code sent to ${number.label}`} error={errorOf("code") ?? formError("code")} className="w-56">
        <Input
          required
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={9}
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      </Field>
      <Button type="submit" className="mt-6.5" busy={busy}>
        Confirm number
      </Button>
    </form>
  );
}

function AddForm({ add, onChanged }: { add: Action<null>; onChanged: () => void }) {
  const { run, busy, errorOf, formError } = useAction(add);
  const [label, setLabel] = useState("");
  const [number, setNumber] = useState("");
  async function submit(event: FormEvent) {
    event.preventDefault();
    if ((await run({ label, number })) === null) return;
    setLabel("");
    setNumber("");
    onChanged();
  }
  const trouble = formError("label", "number");
  return (
    <form onSubmit={submit} className="grid gap-4 rounded-xl border bg-surface p-4" aria-label="Add a test number">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Name" hint="Whose phone it is." error={errorOf("label")}>
          <Input required maxLength={40} value={label} onChange={(event) => setLabel(event.target.value)} />
        </Field>
        <Field label="Phone number" hint="With its country code." error={errorOf("number")}>
          <Input
            required
            type="tel"
            autoComplete="tel"
            maxLength={40}
            value={number}
            onChange={(event) => setNumber(event.target.value)}
          />
        </Field>
      </div>
      {trouble && <Callout kind="blocker">{trouble}</Callout>}
      <div className="flex justify-end">
        <Button type="submit" variant="primary" busy={busy}>
          Add and send code
        </Button>
      </div>
    </form>
  );
}

async function fetchNumbers(signal: AbortSignal): Promise<TestNumberItem[]> {
  const answer = await fetch("/api/studio/test-numbers", { signal });
  if (!answer.ok) throw new Error(`The list of numbers answered ${answer.status}`);
  // Our own route: its shape is the type's.
  return (await answer.json()) as TestNumberItem[];
}
