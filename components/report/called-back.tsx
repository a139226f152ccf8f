import { ChannelDot } from "@/components/ui/channel-dot";
import { NumberText } from "@/components/ui/number-text";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { FunnelRow } from "@/db/queries/report";
import { channels } from "@/lib/channels/registry";

const outcomes = [
  ["revoked", "Worked", "It was taken back before it arrived, so the person got the next step alone."],
  ["revokeLate", "Came too late", "It arrived first: the person has it, and the ladder goes by that."],
  ["revokeRefused", "Refused", "The provider would or could not take it back, so the person may have got both steps."],
] as const;

/** Messages that were to be taken back because the next step took over. */
const askedFor = (row: FunnelRow) => row.revoked + row.revokeLate + row.revokeRefused;

/** Whether any message was to be called back. */
export function isCalledBack(rows: readonly FunnelRow[]): boolean {
  return rows.some((row) => askedFor(row) > 0);
}

/** What came of calling messages back, by the step and channel that was overtaken. */
export function CalledBack({ rows }: { rows: readonly FunnelRow[] }) {
  return (
    <Table aria-label="Messages called back">
      <TableHead>
        <TableRow>
          <TableHeader>Step and channel</TableHeader>
          <TableHeader numeric>Called back</TableHeader>
          {outcomes.map(([key, label, meaning]) => (
            <TableHeader key={key} numeric title={meaning}>
              {label}
            </TableHeader>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {rows
          .filter((row) => askedFor(row) > 0)
          .map((row) => (
            <TableRow key={`${row.rung} ${row.channel}`}>
              <TableCell>
                <span className="mr-2 text-muted">{row.rung + 1}</span>
                <ChannelDot channel={row.channel} label={channels[row.channel].name} />
              </TableCell>
              <TableCell numeric>
                <NumberText value={askedFor(row)} />
              </TableCell>
              {outcomes.map(([key]) => (
                <TableCell key={key} numeric className="whitespace-nowrap">
                  <NumberText value={row[key]} />{" "}
                  <span className="text-muted text-sm">({percent(row[key], askedFor(row))})</span>
                </TableCell>
              ))}
            </TableRow>
          ))}
      </TableBody>
    </Table>
  );
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(part === 0 || part === whole ? 0 : 1)} %`;
}
