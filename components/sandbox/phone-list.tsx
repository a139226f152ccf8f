"use client";

import { useQuery } from "@tanstack/react-query";
import { Search, Smartphone, WifiOff } from "lucide-react";
import Link from "next/link";
import { useDeferredValue, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { TimeText } from "@/components/ui/time-text";
import { channelIdSchema } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import type { PhoneListItem } from "@/lib/sandbox/phone-list";
import { AgreedNumbers } from "./agreed-numbers";
import { SandboxNotice } from "./sandbox-notice";

interface PhoneListProps {
  phones: PhoneListItem[];
  shownMax: number;
  timeZone: string;
  /** False when the workspace sends through a real account. */
  isSandbox: boolean;
}

const refreshMs = 2_000;

/** One virtual phone for each contact, the one with the newest message first. */
export function PhoneList({ phones, shownMax, timeZone, isSandbox }: PhoneListProps) {
  const [search, setSearch] = useState("");
  const wanted = useDeferredValue(search.trim());
  const { data, error, refetch, isPending } = useQuery({
    queryKey: ["phones", wanted],
    queryFn: ({ signal }) => fetchPhones(wanted, signal),
    refetchInterval: refreshMs,
    ...(wanted === "" ? { initialData: phones } : {}),
  });
  return (
    <>
      <PageHeader
        title="Virtual phones"
        description="Every contact has a phone here. Open one to see what arrived, and to read, tap and answer as that person."
      />
      <SandboxNotice />
      {!isSandbox && (
        <Callout kind="warning" className="mb-4" title="This workspace sends through a real Vonage account">
          New messages go to real phones and do not show up here. An owner can change it under Settings, Senders.
        </Callout>
      )}
      <div className="mb-4 max-w-sm">
        <Field label="Search phones" hideLabel>
          <Input
            type="search"
            placeholder="Search by name or number"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </Field>
      </div>
      <Card flush>
        {error ? (
          <ErrorState
            title="The phones could not be loaded"
            description="The server did not answer."
            onRetry={() => void refetch()}
          />
        ) : isPending ? (
          <Waiting />
        ) : (
          <Phones phones={data} wanted={wanted} timeZone={timeZone} />
        )}
      </Card>
      {data?.length === shownMax && (
        <p className="mt-3 text-muted text-sm">Showing {shownMax} phones. Search to find others.</p>
      )}
      <AgreedNumbers />
    </>
  );
}

function Phones({ phones, wanted, timeZone }: { phones: PhoneListItem[]; wanted: string; timeZone: string }) {
  if (phones.length === 0) return <NoPhones wanted={wanted} />;
  return (
    <ul className="divide-y">
      {phones.map((phone) => (
        <li key={phone.contactId}>
          <Link
            href={`/sandbox/phones/${phone.contactId}`}
            className="flex min-h-14 items-center gap-3 px-4 py-2 hover:bg-hover focus-visible:-outline-offset-2"
          >
            <span className="grid size-9 shrink-0 place-items-center rounded-lg border bg-sunken text-muted">
              {phone.online ? (
                <Smartphone className="size-4" aria-hidden />
              ) : (
                <WifiOff className="size-4" aria-label="Offline" />
              )}
            </span>
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">
                <bdi>{phone.name}</bdi>
              </span>
              <span className="block truncate text-muted text-sm tabular-nums">
                {phone.number === null ? "No phone number" : `+${phone.number}`}
              </span>
            </span>
            {phone.unread > 0 && (
              <Badge tone="accent">
                {phone.unread} <span className="sr-only">unread</span>
              </Badge>
            )}
            <span className="hidden shrink-0 text-right text-muted text-sm sm:block">
              {phone.lastAt === null ? (
                "Nothing yet"
              ) : (
                <>
                  {channelName(phone.lastChannel)}
                  <br />
                  <TimeText at={phone.lastAt} timeZone={timeZone} />
                </>
              )}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function NoPhones({ wanted }: { wanted: string }) {
  if (wanted !== "") {
    return (
      <EmptyState
        icon={<Search aria-hidden />}
        title={`Nobody is found for “${wanted}”`}
        description="Try part of a name or number."
      />
    );
  }
  return (
    <EmptyState
      icon={<Smartphone aria-hidden />}
      title="No phones yet"
      description="A phone appears here for each contact of this workspace."
      action={
        <Button asChild>
          <Link href="/audience">Add contacts</Link>
        </Button>
      }
    />
  );
}

function Waiting() {
  return (
    <div className="flex flex-col gap-3 p-4" role="status">
      <span className="sr-only">Loading phones</span>
      {["a", "b", "c", "d"].map((key) => (
        <Skeleton key={key} className="h-10" />
      ))}
    </div>
  );
}

function channelName(channel: string | null): string {
  const id = channelIdSchema.safeParse(channel);
  return id.success ? channels[id.data].name : "";
}

async function fetchPhones(search: string, signal: AbortSignal): Promise<PhoneListItem[]> {
  const answer = await fetch(`/sandbox/list?search=${encodeURIComponent(search)}`, { signal });
  if (!answer.ok) throw new Error(`The list answered ${answer.status}`);
  return (await answer.json()) as PhoneListItem[];
}
