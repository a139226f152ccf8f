import { Card } from "@/components/ui/card";
import { ChannelDot } from "@/components/ui/channel-dot";
import { NumberText } from "@/components/ui/number-text";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { FailureCount } from "@/db/queries/operations";
import { channels } from "@/lib/channels/registry";
import { failureWords } from "@/lib/health/failure-words";

/** Messages that failed for good, by channel and reason, in words. */
export function FailuresCard({ failures }: { failures: readonly FailureCount[] }) {
  const rows = grouped(failures);
  if (rows.length === 0) {
    return (
      <Card title="Failed messages">
        <p className="text-muted">No message failed within the last day.</p>
      </Card>
    );
  }
  return (
    <Card title="Failed messages" description="Refused for good or impossible to deliver, by reason." flush>
      <Table aria-label="Failed messages by reason">
        <TableHead>
          <TableRow>
            <TableHeader className="max-sm:hidden">Channel</TableHeader>
            <TableHeader className="max-sm:pl-4">Reason</TableHeader>
            <TableHeader numeric>
              <span className="max-sm:sr-only">Last </span>hour
            </TableHeader>
            <TableHeader numeric>
              <span className="max-sm:sr-only">Last </span>day
            </TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map(({ channel, text, remedy, codes, lastHour, lastDay }) => (
            <TableRow key={`${channel} ${text}`}>
              <TableCell className="max-sm:hidden">
                <ChannelDot channel={channel} label={channels[channel].name} />
              </TableCell>
              <TableCell className="max-sm:pl-4">
                <ChannelDot channel={channel} label={channels[channel].name} className="flex text-sm sm:hidden" />
                {text}
                {codes.length > 0 && <span className="text-muted"> ({codes.join(", ")})</span>}
                {remedy && <div className="text-muted text-sm">{remedy}</div>}
              </TableCell>
              <TableCell numeric>
                <NumberText value={lastHour} />
              </TableCell>
              <TableCell numeric>
                <NumberText value={lastDay} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

interface FailureRow extends Omit<FailureCount, "code"> {
  text: string;
  remedy: string | null;
  codes: string[];
}

/** Codes that mean the same stand in one row. */
function grouped(failures: readonly FailureCount[]): FailureRow[] {
  const rows = new Map<string, FailureRow>();
  for (const { channel, code, lastHour, lastDay } of failures) {
    const words = failureWords(code);
    const key = `${channel} ${words.text}`;
    const row = rows.get(key) ?? { channel, ...words, codes: [], lastHour: 0, lastDay: 0 };
    row.lastHour += lastHour;
    row.lastDay += lastDay;
    if (code !== null && /^\d+$/.test(code)) row.codes.push(code);
    rows.set(key, row);
  }
  return [...rows.values()].sort((left, right) => right.lastDay - left.lastDay);
}
