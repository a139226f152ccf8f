"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useDeferredValue, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import type { PhoneListItem } from "@/lib/sandbox/phone-list";
import { type TestNumberItem, type TestTarget, testTargetsMax } from "@/lib/test-send/schema";

const phonesShown = 6;

interface TargetPickerProps {
  isSandbox: boolean;
  /** The contact in the preview: its phone comes first. */
  suggested: { id: string; name: string } | null;
  targets: readonly TestTarget[];
  onChange: (targets: TestTarget[]) => void;
}

const idOf = (target: TestTarget) => (target.kind === "phone" ? target.contactId : target.testNumberId);

/** Where a test goes: numbers of one's own, and in the sandbox the virtual phone of any contact. */
export function TargetPicker({ isSandbox, suggested, targets, onChange }: TargetPickerProps) {
  const isOn = (target: TestTarget) => targets.some((each) => idOf(each) === idOf(target));
  const full = targets.length >= testTargetsMax;
  const toggle = (target: TestTarget, on: boolean) => {
    const others = targets.filter((each) => idOf(each) !== idOf(target));
    onChange(on ? [...others, target] : others);
  };
  const row = (target: TestTarget, name: string, hint: string) => (
    <li key={idOf(target)}>
      <Checkbox
        label={<bdi>{name}</bdi>}
        hint={hint}
        checked={isOn(target)}
        disabled={full && !isOn(target)}
        onCheckedChange={(on) => toggle(target, on === true)}
      />
    </li>
  );
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-2 font-medium">Send to</legend>
      <OwnNumbers row={row} />
      {isSandbox && <VirtualPhones suggested={suggested} targets={targets} row={row} />}
      {full && <p className="text-muted text-sm">{testTargetsMax} phones at a time are the most.</p>}
    </fieldset>
  );
}

type Row = (target: TestTarget, name: string, hint: string) => React.ReactNode;

function OwnNumbers({ row }: { row: Row }) {
  const { data, isError, refetch } = useQuery({
    queryKey: ["test-numbers"],
    queryFn: async ({ signal }) => (await fetchJson("/api/studio/test-numbers", signal)) as TestNumberItem[],
    refetchOnMount: "always",
  });
  const confirmed = data?.filter(({ state }) => state === "verified") ?? [];
  return (
    <div>
      <p className="mb-1 text-muted text-sm">
        Your own numbers{" "}
        <Link href="/settings/test-numbers" target="_blank" className="underline underline-offset-2">
          Manage<span className="sr-only"> your own numbers (opens in a new tab)</span>
        </Link>
      </p>
      {isError && <LoadError what="Your numbers" onRetry={() => void refetch()} />}
      {data === undefined && !isError && <Skeleton className="h-6" />}
      {data !== undefined && confirmed.length === 0 && (
        <p>None confirmed yet. Add your phone under Settings, Test numbers, and type in the code it gets.</p>
      )}
      <ul className="grid gap-2 sm:grid-cols-2">
        {confirmed.map(({ id, label, number }) => row({ kind: "number", testNumberId: id }, label, `+${number}`))}
      </ul>
    </div>
  );
}

function VirtualPhones({
  suggested,
  targets,
  row,
}: {
  suggested: TargetPickerProps["suggested"];
  targets: readonly TestTarget[];
  row: Row;
}) {
  const [search, setSearch] = useState("");
  const [seen, setSeen] = useState<ReadonlyMap<string, string>>(new Map());
  const wanted = useDeferredValue(search.trim());
  const { data, isError, refetch } = useQuery({
    queryKey: ["test-phones", wanted],
    queryFn: async ({ signal }) =>
      (await fetchJson(`/sandbox/list?search=${encodeURIComponent(wanted)}`, signal)) as PhoneListItem[],
    placeholderData: keepPreviousData,
  });
  const found = (data ?? []).slice(0, phonesShown);
  // A chosen phone stays in sight when the search moves on.
  const kept = targets.flatMap((target) =>
    target.kind === "phone" && !found.some(({ contactId }) => contactId === target.contactId) ? [target.contactId] : [],
  );
  const nameOf = (id: string) => seen.get(id) ?? (id === suggested?.id ? suggested.name : "Chosen phone");
  return (
    <div>
      <p className="mb-1 text-muted text-sm" id="test-phones">
        Virtual phones
      </p>
      <Input
        type="search"
        aria-label="Search virtual phones by name or number"
        placeholder="Search by name or number"
        className="mb-2"
        value={search}
        onChange={(event) => {
          setSeen(new Map([...seen, ...(data ?? []).map(({ contactId, name }) => [contactId, name] as const)]));
          setSearch(event.target.value);
        }}
      />
      {isError && <LoadError what="The phones" onRetry={() => void refetch()} />}
      {data === undefined && !isError && <Skeleton className="h-10" />}
      {data?.length === 0 && (
        <p className="text-muted">{wanted === "" ? "No contacts yet." : "Nobody has that name or number."}</p>
      )}
      <ul className="grid gap-2 sm:grid-cols-2" aria-labelledby="test-phones">
        {kept.map((contactId) => row({ kind: "phone", contactId }, nameOf(contactId), "Virtual phone"))}
        {found.map(({ contactId, name, number }) =>
          row({ kind: "phone", contactId }, name, number === null ? "No phone number" : `+${number}`),
        )}
      </ul>
    </div>
  );
}

function LoadError({ what, onRetry }: { what: string; onRetry: () => void }) {
  return (
    <p role="alert">
      {what} could not be loaded.{" "}
      <Button size="sm" onClick={onRetry}>
        Try again
      </Button>
    </p>
  );
}

async function fetchJson(path: string, signal: AbortSignal): Promise<unknown> {
  const answer = await fetch(path, { signal });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return answer.json();
}
