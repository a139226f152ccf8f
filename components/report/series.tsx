"use client";

import { useId } from "react";
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import type { ReportSnapshot } from "@/db/queries/report-snapshot";

/** Metric, name, stroke, dashes. */
const alwaysShown = [
  ["accepted", "Sent", "var(--channel-sms)", undefined],
  ["delivered", "Delivered", "var(--channel-rcs)", undefined],
  ["read", "Read", "var(--channel-whatsapp)", undefined],
  ["clicked", "Clicked", "var(--channel-push)", undefined],
] as const;
/** Of campaigns in which it happens. */
const shownWhenAny = [
  ["converted", "Conversions", "var(--channel-messenger)", undefined],
  ["revoked", "Called back", "var(--channel-mms)", undefined],
  ["revoke_late", "Called back too late", "var(--channel-mms)", "2 4"],
  ["revoke_refused", "Calling back refused", "var(--channel-mms)", "8 4"],
] as const;

/** Counts per time bucket as lines, and the same as a table for those who cannot see lines. */
export function Series({ series, timeZone }: { series: ReportSnapshot["series"]; timeZone: string }) {
  const titleId = useId();
  const rows = rowsOf(series, timeZone);
  const lines = [...alwaysShown, ...shownWhenAny.filter(([key]) => rows.some((row) => row[key] > 0))];
  if (rows.length === 0) return <p className="text-muted">Nothing has happened yet.</p>;
  return (
    <div>
      <p id={titleId} className="mb-2 text-sm text-muted">
        Counts per {series.bucketMinutes === 1 ? "minute" : `${series.bucketMinutes} minutes`}, times in {timeZone}
      </p>
      <div aria-hidden className="h-64">
        <ResponsiveContainer width="100%" height="100%">
          <LineChart accessibilityLayer={false} data={rows} margin={{ top: 8, right: 72, bottom: 0, left: 0 }}>
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis dataKey="label" tick={{ fontSize: 12 }} minTickGap={40} stroke="currentColor" />
            <YAxis allowDecimals={false} tick={{ fontSize: 12 }} width={44} stroke="currentColor" />
            <Tooltip
              contentStyle={{ background: "var(--surface)", border: "1px solid var(--line)", borderRadius: 8 }}
            />
            {lines.map(([key, name, stroke, dashes]) => (
              <Line
                key={key}
                dataKey={key}
                name={name}
                stroke={stroke}
                strokeWidth={2}
                {...(dashes && { strokeDasharray: dashes })}
                dot={rows.length < 3}
                isAnimationActive={false}
              />
            ))}
          </LineChart>
        </ResponsiveContainer>
      </div>
      <ul aria-hidden className="mt-2 flex flex-wrap gap-4 text-sm">
        {lines.map(([key, name, stroke, dashes]) => (
          <li key={key} className="flex items-center gap-2">
            <svg className="h-0.5 w-6" viewBox="0 0 24 2" focusable="false" aria-hidden>
              <line x2="24" y1="1" y2="1" stroke={stroke} strokeWidth="2" strokeDasharray={dashes} />
            </svg>
            {name}
          </li>
        ))}
      </ul>
      {/* In a box: a table itself cannot be made small, and would widen the page. */}
      <div className="sr-only">
        <table aria-labelledby={titleId}>
          <thead>
            <tr>
              <th scope="col">Time</th>
              {lines.map(([key, name]) => (
                <th key={key} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.at}>
                <th scope="row">{row.label}</th>
                {lines.map(([key]) => (
                  <td key={key}>{row[key]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

type Shown = (typeof alwaysShown | typeof shownWhenAny)[number][0];
type Row = { at: string; label: string } & Record<Shown, number>;

const nothing: Record<Shown, number> = {
  ...{ accepted: 0, delivered: 0, read: 0, clicked: 0 },
  ...{ converted: 0, revoked: 0, revoke_late: 0, revoke_refused: 0 },
};

/** One row per bucket from the first to the last, quiet buckets as zero. */
function rowsOf({ bucketMinutes, points }: ReportSnapshot["series"], timeZone: string): Row[] {
  const first = points[0]?.at;
  const last = points.at(-1)?.at;
  if (first === undefined || last === undefined) return [];
  const rows = new Map<string, Row>();
  const step = bucketMinutes * 60_000;
  for (let at = Date.parse(first); at <= Date.parse(last); at += step) {
    const moment = new Date(at);
    const shape =
      bucketMinutes >= 1440
        ? ({ day: "numeric", month: "short" } as const)
        : ({ hour: "2-digit", minute: "2-digit" } as const);
    const label = moment.toLocaleString("en-GB", {
      timeZone,
      ...shape,
      ...(bucketMinutes >= 60 ? { day: "numeric", month: "short" } : {}),
    });
    rows.set(moment.toISOString(), { at: moment.toISOString(), label, ...nothing });
  }
  for (const point of points) {
    const row = rows.get(point.at);
    if (row !== undefined && point.metric in row) row[point.metric as "accepted"] += point.count;
  }
  return [...rows.values()];
}
