"use client";

import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ChannelDot } from "@/components/ui/channel-dot";
import { Skeleton } from "@/components/ui/skeleton";
import { TimeText } from "@/components/ui/time-text";
import { channels } from "@/lib/channels/registry";
import type { TestSendItem } from "@/lib/test-send/schema";
import { testWords } from "@/lib/test-send/test-words";

interface SentTestsProps {
  query: { data: TestSendItem[] | undefined; isError: boolean; refetch: () => unknown };
  timeZone: string;
}

/** What became of the tests of this campaign, the latest first. */
export function SentTests({ query: { data, isError, refetch }, timeZone }: SentTestsProps) {
  return (
    <section aria-label="Tests sent" className="border-t pt-4">
      <h3 className="mb-2 font-medium">Tests sent</h3>
      {isError && (
        <p role="alert">
          The tests could not be loaded.{" "}
          <Button size="sm" onClick={() => refetch()}>
            Try again
          </Button>
        </p>
      )}
      {data === undefined && !isError && <Skeleton className="h-10" />}
      {data?.length === 0 && <p className="text-muted">No test of this campaign has been sent yet.</p>}
      {data !== undefined && data.length > 0 && (
        <ul className="divide-y" aria-live="polite">
          {data.map((item) => (
            <SentTest key={item.id} item={item} timeZone={timeZone} />
          ))}
        </ul>
      )}
    </section>
  );
}

function SentTest({ item, timeZone }: { item: TestSendItem; timeZone: string }) {
  const { tone, label, sentence } = testWords(item);
  return (
    <li className="py-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <ChannelDot channel={item.channel} label={channels[item.channel].name} className="w-26 shrink-0" />
        <span className="min-w-0 flex-1 basis-32 break-words">
          {item.phoneOf === null ? (
            <bdi>{item.to}</bdi>
          ) : (
            <Link href={`/sandbox/phones/${item.phoneOf}`} target="_blank" className="underline underline-offset-2">
              <bdi>{item.to}</bdi>
              <span className="sr-only"> (opens the virtual phone in a new tab)</span>
            </Link>
          )}
          <span className="text-muted"> as {item.asName ?? "the sample person"}</span>
        </span>
        {item.openedAt !== null && <Badge tone="good">Link opened</Badge>}
        <Badge tone={tone}>{label}</Badge>
        <span className="text-muted text-sm">
          <TimeText at={item.createdAt} timeZone={timeZone} />
        </span>
      </div>
      {sentence !== null && <p className="mt-0.5 text-muted text-sm">{sentence}</p>}
    </li>
  );
}
