"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Pin, X } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { TimeText } from "@/components/ui/time-text";
import { type Action, useAction } from "@/components/ui/use-action";
import type { Message } from "@/lib/message/schema";
import type { VersionItem } from "@/lib/message/version";
import { changeWords, versionTitle } from "./change-words";
import type { Versions } from "./use-versions";

export interface VersionsPanelProps {
  campaignId: string;
  versions: Versions;
  timeZone: string;
  /** Left out where nothing can be changed. */
  onRestore?: (item: VersionItem, message: Message) => void;
  /** Left out for people who may only look. */
  nameVersion?: Action<unknown>;
}

/** Every version of a message, newest first: look at one, name it, bring it back. */
export function VersionsPanel({ campaignId, versions, timeZone, onRestore, nameVersion }: VersionsPanelProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { items } = versions;
  const current = items.find(({ kind }) => kind !== "set_aside");
  return (
    <section
      aria-label="History"
      className="md:sticky md:top-14 md:max-h-[calc(100dvh-4rem)] md:self-start md:overflow-y-auto"
    >
      <div className="mb-2 flex items-center justify-between">
        <h2 ref={heading} tabIndex={-1} className="font-semibold text-lg outline-none">
          History
        </h2>
        <Button variant="quiet" size="sm" iconOnly aria-label="Close the history" onClick={versions.close}>
          <X />
        </Button>
      </div>
      <p className="mb-3 text-muted text-sm">
        Choose a version to see it with its previews. Nothing changes until you restore one. Times are in {timeZone}.
      </p>
      {versions.error !== null && (
        <div role="alert" className="mb-3 text-danger-ink text-sm">
          {versions.error}{" "}
          <button type="button" className="underline" onClick={versions.retry}>
            Try again
          </button>
        </div>
      )}
      {versions.isLoading && <ListSkeleton />}
      {!versions.isLoading && items.length === 0 && versions.error === null && (
        <p className="rounded-xl border border-dashed p-4 text-muted text-sm">
          Nothing has been saved yet. Every change to this message will be kept here.
        </p>
      )}
      <ol className="max-h-72 space-y-1.5 overflow-y-auto pr-0.5 md:max-h-none md:overflow-visible">
        {items.map((item) => (
          <li key={item.id}>
            <VersionRow
              campaignId={campaignId}
              item={item}
              isCurrent={item.id === current?.id}
              isChosen={item.id === versions.chosenId}
              message={item.id === versions.chosenId ? versions.chosenMessage : null}
              timeZone={timeZone}
              onChoose={() => versions.choose(item.id)}
              {...(onRestore && { onRestore })}
              {...(nameVersion && { nameVersion })}
            />
          </li>
        ))}
        {versions.loadMore !== null && (
          <li>
            <Button size="sm" busy={versions.isLoadingMore} onClick={versions.loadMore}>
              Older versions
            </Button>
          </li>
        )}
      </ol>
    </section>
  );
}

interface VersionRowProps extends Pick<VersionsPanelProps, "campaignId" | "timeZone" | "onRestore" | "nameVersion"> {
  item: VersionItem;
  isCurrent: boolean;
  isChosen: boolean;
  /** What the version says, once loaded. */
  message: Message | null;
  onChoose: () => void;
}

function VersionRow(props: VersionRowProps) {
  const { item, isCurrent, isChosen, message, timeZone, onRestore, nameVersion } = props;
  const [naming, setNaming] = useState(false);
  const title = versionTitle(item);
  return (
    <div
      className={classNames(
        "rounded-lg border bg-surface transition-colors",
        isChosen ? "border-accent" : "hover:border-line-strong",
      )}
    >
      <button
        type="button"
        aria-pressed={isChosen}
        onClick={props.onChoose}
        className="block w-full rounded-lg px-3 py-2 text-left focus-visible:-outline-offset-2"
      >
        <span className="flex flex-wrap items-center gap-x-2">
          <span className="font-medium">
            <TimeText at={item.savedAt} timeZone={timeZone} />
          </span>
          {isCurrent && <Badge>Current</Badge>}
        </span>
        {title !== null && (
          <span className="flex items-center gap-1 [overflow-wrap:anywhere]">
            {item.name !== null && <Pin className="size-3.5 shrink-0 text-muted" aria-hidden />}
            {title}
            {item.restoredFromAt !== null && (
              <span className="text-muted text-sm">
                {" "}
                from <TimeText at={item.restoredFromAt} timeZone={timeZone} />
              </span>
            )}
          </span>
        )}
        <span className="block text-muted text-sm">{changeWords(item.diff)}</span>
        {item.savedByName !== null && <span className="block truncate text-muted text-sm">{item.savedByName}</span>}
      </button>
      {isChosen && (onRestore || nameVersion) && (
        <div className="flex flex-wrap gap-1.5 px-3 pb-2.5">
          {onRestore && !isCurrent && (
            <Button
              size="sm"
              variant="primary"
              busy={message === null}
              onClick={() => message !== null && onRestore(item, message)}
            >
              Restore this version
            </Button>
          )}
          {nameVersion && !naming && (
            <Button size="sm" onClick={() => setNaming(true)}>
              {item.name === null ? "Name this version" : "Rename"}
            </Button>
          )}
          {nameVersion && naming && (
            <NameForm
              campaignId={props.campaignId}
              item={item}
              nameVersion={nameVersion}
              onDone={() => setNaming(false)}
            />
          )}
        </div>
      )}
    </div>
  );
}

function NameForm({
  campaignId,
  item,
  nameVersion,
  onDone,
}: {
  campaignId: string;
  item: VersionItem;
  nameVersion: Action<unknown>;
  onDone: () => void;
}) {
  const client = useQueryClient();
  const [name, setName] = useState(item.name ?? "");
  const action = useAction(nameVersion);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const words = name.trim();
    // An empty field takes the name away again.
    const done = await action.run({ campaignId, versionId: item.id, name: words === "" ? null : words });
    if (done === null) return;
    await client.invalidateQueries({ queryKey: ["versions", campaignId] });
    onDone();
  };
  return (
    <form onSubmit={submit} className="w-full space-y-2">
      <Field label="Name" hint="A version with a name is kept for ever." error={action.refusal?.message ?? null}>
        <Input value={name} maxLength={80} autoFocus onChange={(event) => setName(event.target.value)} />
      </Field>
      <div className="flex gap-1.5">
        <Button type="submit" size="sm" busy={action.busy}>
          Save name
        </Button>
        <Button size="sm" variant="quiet" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

function ListSkeleton() {
  return (
    <div className="space-y-1.5" aria-busy="true">
      {["a", "b", "c"].map((key) => (
        <Skeleton key={key} className="h-16 rounded-lg" />
      ))}
    </div>
  );
}
