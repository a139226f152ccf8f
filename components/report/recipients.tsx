"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useDeferredValue, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ChannelDot } from "@/components/ui/channel-dot";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { TimeText } from "@/components/ui/time-text";
import type { RecipientRow } from "@/db/queries/report";
import type { AnswerCounts } from "@/db/queries/rsvp-answers";
import { recipientStates } from "@/lib/campaign/schema";
import { recipientStateWords } from "@/lib/campaign/state-words";
import { channels } from "@/lib/channels/registry";
import { explainDecision } from "@/lib/routing/explain-decision";
import { reasonText } from "@/lib/routing/reason-text";

type Row = Omit<RecipientRow, "nextActionAt"> & { nextActionAt: string | null };
interface Page {
  rows: Row[];
  next: string | null;
}

/** What all searches among a campaign's people are kept under. */
export const peopleKey = (campaignId: string) => ["recipients", campaignId];

interface RecipientsProps {
  campaignId: string;
  /** What the messages asked, with the answers to choose people by. */
  questions: readonly AnswerCounts[];
  timeZone: string;
  refreshMs: number;
}

/** Every person of the campaign with state and reason, read again every `refreshMs` milliseconds. */
export function Recipients({ campaignId, questions, timeZone, refreshMs }: RecipientsProps) {
  const [state, setState] = useState("");
  const [answer, setAnswer] = useState("");
  const [search, setSearch] = useState("");
  const asked = useDeferredValue(search);
  const query = useInfiniteQuery({
    queryKey: [...peopleKey(campaignId), state, answer, asked],
    initialPageParam: null as string | null,
    placeholderData: keepPreviousData,
    refetchInterval: refreshMs,
    getNextPageParam: (page: Page) => page.next,
    queryFn: async ({ pageParam, signal }): Promise<Page> => {
      const params = new URLSearchParams({
        search: asked,
        ...(state && { state }),
        ...(answer && { answer }),
        ...(pageParam && { after: pageParam }),
      });
      const response = await fetch(`/api/studio/campaigns/${campaignId}/recipients?${params}`, { signal });
      if (!response.ok) throw new Error("people not read");
      return (await response.json()) as Page;
    },
  });
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <Card title="People" flush>
      <div className="flex flex-wrap gap-2 p-4">
        <Input
          aria-label="Search people by name"
          placeholder="Search by name"
          className="w-56"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <Select
          aria-label="State of people"
          className="w-52"
          value={state}
          onChange={(event) => setState(event.target.value)}
        >
          <option value="">All states</option>
          {recipientStates.map((each) => (
            <option key={each} value={each}>
              {recipientStateWords[each].name}
            </option>
          ))}
        </Select>
        {questions.length > 0 && (
          <Select
            aria-label="Answer of people"
            className="w-52"
            value={answer}
            onChange={(event) => setAnswer(event.target.value)}
          >
            <option value="">All answers, or none</option>
            {questions.map(({ id, question, answers }) => (
              <optgroup key={id} label={question}>
                {answers.map(({ id: answerId, label }) => (
                  <option key={answerId} value={answerId}>
                    {label}
                  </option>
                ))}
              </optgroup>
            ))}
          </Select>
        )}
      </div>
      {query.isPending && <Skeleton className="m-4 h-40" />}
      {query.isError && rows.length === 0 && (
        <ErrorState title="The people could not be read" onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && rows.length === 0 && (
        <EmptyState title="Nobody here" description="Nobody fits this choice." />
      )}
      {rows.length > 0 && <PeopleTable rows={rows} campaignId={campaignId} timeZone={timeZone} />}
      {query.hasNextPage && (
        <div className="p-4">
          <Button variant="secondary" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show more people
          </Button>
        </div>
      )}
    </Card>
  );
}

function PeopleTable({ rows, timeZone }: { rows: Row[]; campaignId: string; timeZone: string }) {
  return (
    <Table>
      <TableHead>
        <TableRow>
          <TableHeader>Person</TableHeader>
          <TableHeader>State</TableHeader>
          <TableHeader>Last message</TableHeader>
          <TableHeader>Looks again</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.contactId}>
            <TableCell>
              <Link className="font-medium hover:underline" href={`/audience/${row.contactId}`}>
                {[row.firstName, row.lastName].filter(Boolean).join(" ") || "Without a name"}
              </Link>
              {row.armKey !== null && <span className="ml-2 text-sm text-muted">variant {row.armKey}</span>}
            </TableCell>
            <TableCell>
              <Badge tone={recipientStateWords[row.state].tone}>{recipientStateWords[row.state].name}</Badge>
              {row.reason !== null && <div className="text-sm text-muted">{reasonText(row.reason)}</div>}
            </TableCell>
            <TableCell>
              {row.channel === null ? (
                <span className="text-muted">none</span>
              ) : (
                <span className="flex flex-wrap items-center gap-2">
                  <span className="text-sm text-muted">step {row.rung + 1}</span>
                  <ChannelDot channel={row.channel} label={channels[row.channel].name} />
                  <span className="text-sm text-muted">{row.deliveryState}</span>
                </span>
              )}
              {row.decisions.length > 0 && (
                <details className="text-sm text-muted">
                  <summary className="cursor-pointer">Why</summary>
                  {row.decisions.map((decision) => (
                    <p key={decision.rung} className="max-w-prose whitespace-normal">
                      {explainDecision(decision)}
                    </p>
                  ))}
                </details>
              )}
            </TableCell>
            <TableCell>
              {row.nextActionAt === null ? "–" : <TimeText at={row.nextActionAt} timeZone={timeZone} />}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
