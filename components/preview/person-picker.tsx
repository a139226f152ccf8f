"use client";

import { ChevronLeft, ChevronRight, ChevronsUpDown, Shuffle } from "lucide-react";
import { memo, useDeferredValue, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { toast } from "@/components/ui/toaster";
import { personName } from "./person-name";
import { fetchRandomPerson, type PreviewContact, usePreviewPeople } from "./use-preview-people";

/** Whom the previews speak to: a sample, or a contact found by name or stepped through. */
export const PersonPicker = memo(function PersonPicker({
  chosen,
  onChoose,
}: {
  chosen: PreviewContact | null;
  onChoose: (contact: PreviewContact | null) => void;
}) {
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState("");
  const { people, isError, isPending, hasNextPage, fetchNextPage, refetch } = usePreviewPeople(
    useDeferredValue(search.trim()),
  );
  const place = people.findIndex(({ id }) => id === chosen?.id);
  const step = async (by: number) => {
    const next = place + by;
    if (next < 0) return onChoose(null);
    const known = people[next] ?? (await fetchNextPage()).data?.pages.flatMap((page) => page.people)[next];
    if (known) onChoose(known);
  };
  const chooseRandom = async () => {
    try {
      const anybody = await fetchRandomPerson();
      if (anybody) onChoose(anybody);
      else toast("There are no contacts yet.");
    } catch {
      toast.error("No contact could be loaded. Try again.");
    }
  };
  const choose = (contact: PreviewContact | null) => {
    onChoose(contact);
    setOpen(false);
  };
  return (
    <div className="flex min-w-0 flex-1 basis-60 items-center gap-0.5 sm:basis-72">
      <Popover
        open={open}
        onOpenChange={setOpen}
        label="Preview as"
        className="w-72 p-2"
        trigger={
          <Button size="sm" className="min-w-0 flex-1 justify-between">
            <span className="truncate">
              <span className="text-muted">As </span>
              {chosen === null ? "sample person" : personName(chosen.person)}
            </span>
            <ChevronsUpDown />
          </Button>
        }
      >
        <Input
          type="search"
          aria-label="Search contacts by name or email"
          placeholder="Search contacts"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <ul aria-label="Contacts" className="mt-2 max-h-64 overflow-y-auto">
          <li>
            <PersonRow
              name="Sample person"
              hint="Has everything"
              current={chosen === null}
              onClick={() => choose(null)}
            />
          </li>
          {people.map((contact) => (
            <li key={contact.id}>
              <PersonRow
                name={personName(contact.person)}
                hint={contact.person.country ?? ""}
                current={contact.id === chosen?.id}
                onClick={() => choose(contact)}
              />
            </li>
          ))}
        </ul>
        {isError && (
          <p role="alert" className="px-2 py-1 text-sm">
            The contacts could not be loaded.{" "}
            <Button size="sm" onClick={() => refetch()}>
              Try again
            </Button>
          </p>
        )}
        {!isError && !isPending && people.length === 0 && (
          <p className="px-2 py-1 text-muted text-sm">
            {search === "" ? "No contacts yet." : "Nobody has that name or email."}
          </p>
        )}
        {hasNextPage && (
          <Button size="sm" variant="quiet" className="mt-1 w-full" onClick={() => fetchNextPage()}>
            Show more
          </Button>
        )}
      </Popover>
      <Button
        variant="quiet"
        size="sm"
        iconOnly
        aria-label="Previous person"
        disabled={chosen === null}
        onClick={() => step(-1)}
      >
        <ChevronLeft />
      </Button>
      <Button
        variant="quiet"
        size="sm"
        iconOnly
        aria-label="Next person"
        disabled={people.length === 0 || (place === people.length - 1 && !hasNextPage)}
        onClick={() => step(1)}
      >
        <ChevronRight />
      </Button>
      <Button variant="quiet" size="sm" iconOnly aria-label="Random person" onClick={chooseRandom}>
        <Shuffle />
      </Button>
    </div>
  );
});

function PersonRow({
  name,
  hint,
  current,
  onClick,
}: {
  name: string;
  hint: string;
  current: boolean;
  onClick: () => void;
}) {
  return (
    <button
      type="button"
      aria-pressed={current}
      onClick={onClick}
      className={classNames(
        "flex w-full items-baseline justify-between gap-3 rounded-lg px-2 py-1.5 text-left hover:bg-hover",
        current && "bg-accent-soft text-accent-ink",
      )}
    >
      <span className="truncate">{name}</span>
      <span className="shrink-0 text-muted text-xs">{hint}</span>
    </button>
  );
}
