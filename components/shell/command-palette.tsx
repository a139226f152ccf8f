"use client";

import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { FileText, Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useDeferredValue, useEffect, useState } from "react";
import { placesFor, settingsEntry } from "./navigation";

/** One thing search found. */
export interface SearchHit {
  id: string;
  label: string;
  /** Its kind and state, such as "Campaign, draft". */
  detail: string;
  href: string;
}

/** Every typed word begins a word of what it finds; a match in the label, which comes first, stands above others. */
function matches(_value: string, typed: string, [label = "", ...others]: string[] = []): number {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const within = (text: string) => {
    const words = text.toLowerCase().split(/\s+/);
    return wanted.every((wish) => words.some((word) => word.startsWith(wish)));
  };
  if (within(label)) return 1;
  return within([label, ...others].join(" ")) ? 0.5 : 0;
}

interface CommandPaletteProps {
  isOwner: boolean;
  trigger: (open: () => void) => ReactNode;
}

/** Finds places and campaigns by name, from anywhere: Ctrl-K or Cmd-K. */
export function CommandPalette({ isOwner, trigger }: CommandPaletteProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const words = useDeferredValue(typed.trim());

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      setOpen((before) => !before);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);

  const {
    data: hits = [],
    isFetching,
    isError,
  } = useQuery({
    queryKey: ["search", words],
    enabled: open && words.length > 0,
    queryFn: async ({ signal }): Promise<SearchHit[]> => {
      const answer = await fetch(`/api/studio/search?${new URLSearchParams({ words })}`, { signal });
      if (!answer.ok) throw new Error(`search answered ${answer.status}`);
      return answer.json();
    },
  });

  const go = (href: string) => {
    setOpen(false);
    setTyped("");
    router.push(href);
  };

  return (
    <>
      {trigger(() => setOpen(true))}
      <Radix.Root open={open} onOpenChange={setOpen}>
        <Radix.Portal>
          <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-overlay" />
          <Radix.Content
            aria-describedby={undefined}
            className="fixed inset-x-3 top-[12vh] z-50 mx-auto max-w-xl animate-rise overflow-hidden rounded-xl border bg-raised shadow-float"
          >
            <Radix.Title className="sr-only">Search and go to</Radix.Title>
            <Command label="Search and go to" loop filter={matches}>
              <div className="flex items-center gap-3 border-b px-4">
                <Search className="size-4 shrink-0 text-muted" aria-hidden />
                <Command.Input
                  value={typed}
                  onValueChange={setTyped}
                  placeholder="Go to a place or find a campaign"
                  className="h-12 w-full bg-transparent text-lg outline-none placeholder:text-muted"
                />
              </div>
              <Command.List className="max-h-[min(22rem,60dvh)] overflow-y-auto p-1.5">
                <Command.Empty className="px-3 py-8 text-center text-muted">
                  {isFetching ? "Searching…" : isError ? "Search did not answer. Try again." : "Nothing found."}
                </Command.Empty>
                <Group heading="Go to">
                  {[...placesFor(isOwner), settingsEntry].map(({ href, label, icon: Icon, keywords }) => (
                    <Item key={href} value={href} keywords={[label, ...keywords]} onSelect={() => go(href)}>
                      <Icon aria-hidden />
                      {label}
                    </Item>
                  ))}
                </Group>
                {words !== "" && hits.length > 0 && (
                  <Group heading="Found">
                    {hits.map(({ id, label, detail, href }) => (
                      // What the server found stays, whatever the palette's own matching says.
                      <Item key={id} value={id} keywords={[label, typed]} onSelect={() => go(href)}>
                        <FileText aria-hidden />
                        <span className="min-w-0 flex-1 truncate">{label}</span>
                        <span className="text-muted text-sm">{detail}</span>
                      </Item>
                    ))}
                  </Group>
                )}
              </Command.List>
            </Command>
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </>
  );
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs"
    >
      {children}
    </Command.Group>
  );
}

interface ItemProps {
  value: string;
  keywords: string[];
  onSelect: () => void;
  children: ReactNode;
}

function Item({ value, keywords, onSelect, children }: ItemProps) {
  return (
    <Command.Item
      value={value}
      keywords={keywords}
      onSelect={onSelect}
      className="flex h-10 cursor-pointer items-center gap-3 rounded-lg px-2.5 data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted"
    >
      {children}
    </Command.Item>
  );
}
