import { ChannelDot } from "@/components/ui/channel-dot";
import { NumberText } from "@/components/ui/number-text";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { FunnelRow } from "@/db/queries/report";
import { channels } from "@/lib/channels/registry";

const stages = [
  ["attempted", "Chosen"],
  ["accepted", "Sent"],
  ["delivered", "Delivered"],
  ["read", "Read"],
  ["engaged", "Engaged"],
] as const;

/** What became of the messages of each step on each channel: bars from zero, with the numbers. */
export function Funnel({ rows }: { rows: FunnelRow[] }) {
  if (rows.length === 0) return <p className="text-muted">Nothing has been sent yet.</p>;
  const hasConversions = rows.some(({ converted }) => converted > 0);
  return (
    <Table>
      <TableHead>
        <TableRow>
          <TableHeader>Step and channel</TableHeader>
          {stages.map(([key, label]) => (
            <TableHeader key={key} numeric>
              {label}
            </TableHeader>
          ))}
          {hasConversions && (
            <TableHeader
              numeric
              title="Reported by your shop, for the last message before it. A person may have several."
            >
              Conversions
            </TableHeader>
          )}
          <TableHeader numeric>Failed</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={`${row.rung} ${row.channel}`}>
            <TableCell>
              <span className="mr-2 text-muted">{row.rung + 1}</span>
              <ChannelDot channel={row.channel} label={channels[row.channel].name} />
            </TableCell>
            {stages.map(([key]) => (
              <TableCell key={key} numeric>
                {isReported(row, key) ? (
                  <Bar value={row[key]} of={row.attempted} />
                ) : (
                  <span className="text-muted" title="This channel never reports it.">
                    not reported
                  </span>
                )}
              </TableCell>
            ))}
            {hasConversions && (
              <TableCell numeric>
                <NumberText value={row.converted} />
              </TableCell>
            )}
            <TableCell numeric>
              <NumberText value={row.failed} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function isReported(row: FunnelRow, stage: string): boolean {
  const channel = channels[row.channel];
  if (stage === "read") return channel.hasReadReceipts;
  return stage !== "delivered" || channel.hasDeliveryReceipts || row.delivered > 0;
}

function Bar({ value, of }: { value: number; of: number }) {
  return (
    <span className="inline-flex w-full min-w-20 flex-col items-end gap-1">
      <NumberText value={value} />
      <progress
        aria-hidden
        className="h-1.5 w-full appearance-none overflow-hidden rounded-full bg-sunken [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent [&::-moz-progress-bar]:bg-accent"
        value={value}
        max={Math.max(1, of)}
      />
    </span>
  );
}
