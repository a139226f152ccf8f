"use client";

import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { NumberText } from "@/components/ui/number-text";
import { Progress } from "@/components/ui/progress";
import { StatTile } from "@/components/ui/stat-tile";
import type { ImportProgress } from "@/lib/import/progress";

const pollMs = 1_000;

/** How far an import is, and what came of it; goes on after a reload. */
export function ImportStatus({ first }: { first: ImportProgress }) {
  const { data, isError, dataUpdatedAt } = useQuery({
    queryKey: ["import", first.id],
    queryFn: ({ signal }) => fetchProgress(first.id, signal),
    initialData: first,
    refetchInterval: ({ state }) => (state.data?.state === "running" ? pollMs : false),
  });
  const [begin] = useState({ rowsRead: first.rowsRead, at: dataUpdatedAt });
  const left = secondsLeft(data, data.rowsRead - begin.rowsRead, (dataUpdatedAt - begin.at) / 1000);
  const notImported = data.rejected + data.duplicates;
  const isOver = data.state === "finished" || data.state === "failed";
  return (
    <div className="grid gap-4">
      {/* Every second would be too often to be read aloud: only what changes for good. */}
      <p role="status" className="sr-only">
        {heading(data)}
      </p>
      <Card title={heading(data)}>
        <div className="grid gap-2">
          <Progress
            label="Rows read"
            value={data.rowsRead}
            max={data.state === "finished" ? data.rowsRead : data.rowsTotal}
            tone={data.state === "failed" ? "danger" : data.state === "finished" ? "good" : "accent"}
          />
          <p className="text-muted tabular-nums">
            {rowsText(data)}
            {left !== null && `, about ${durationText(left)} left`}
          </p>
        </div>
        {isError && !isOver && (
          <Callout kind="warning" className="mt-3">
            The server did not answer just now. The import goes on; this page asks again by itself.
          </Callout>
        )}
        {data.failure !== null && (
          <div role="alert" className="mt-3">
            <Callout
              kind="blocker"
              title="The file could not be imported"
              action={
                <Button size="sm" asChild>
                  <Link href="/audience/import">Choose another file</Link>
                </Button>
              }
            >
              {data.failure}
            </Callout>
          </div>
        )}
      </Card>
      <div className="grid grid-cols-2 gap-4 lg:grid-cols-4">
        <StatTile label="New people" value={<NumberText value={data.created} />} />
        <StatTile
          label="Updated people"
          value={<NumberText value={data.updated} />}
          definition="Rows about people who were here before. Empty cells erase nothing."
        />
        <StatTile
          label="Duplicates"
          value={<NumberText value={data.duplicates} />}
          definition="Rows with the phone number or id of an earlier row of the same file. The first one counts."
        />
        <StatTile
          label="Rejected rows"
          value={<NumberText value={data.rejected} />}
          definition="Rows that could not be read as a person. The file says why."
        />
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        {isOver && notImported > 0 && (
          <Button asChild>
            <a href={`/api/studio/imports/${data.id}/rejected`} download>
              <Download aria-hidden />
              Download rows not imported
            </a>
          </Button>
        )}
        {isOver && data.created + data.updated > 0 && (
          <Button variant="primary" asChild>
            <Link href={data.listId === null ? "/audience" : `/audience?list=${data.listId}`}>Show these people</Link>
          </Button>
        )}
      </div>
    </div>
  );
}

function heading({ state, rejected, duplicates }: ImportProgress): string {
  if (state === "failed") return "Import failed";
  if (state !== "finished") return "Importing";
  return rejected + duplicates === 0 ? "All rows imported" : "Import finished";
}

function rowsText({ state, rowsRead, rowsTotal }: ImportProgress): string {
  const read = rowsRead.toLocaleString("en-US");
  if (state === "finished") return rowsRead === 1 ? "1 row read" : `${read} rows read`;
  if (rowsTotal === null) return state === "failed" ? "No row was stored" : "Reading the file to its end first…";
  return `${read} of ${rowsTotal.toLocaleString("en-US")} rows`;
}

/** Told from the pace since the page was opened; null while that says too little. */
function secondsLeft({ state, rowsRead, rowsTotal }: ImportProgress, rowsSeen: number, seconds: number): number | null {
  if (state !== "running" || rowsTotal === null || rowsSeen <= 0 || seconds < 3) return null;
  return (rowsTotal - rowsRead) / (rowsSeen / seconds);
}

function durationText(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  return `${Math.ceil(seconds / 60)} min`;
}

async function fetchProgress(id: string, signal: AbortSignal): Promise<ImportProgress> {
  const response = await fetch(`/api/studio/imports/${id}`, { signal });
  if (!response.ok) throw new Error(`The import answered ${response.status}`);
  // Our own route: its shape is the type's.
  return (await response.json()) as ImportProgress;
}
