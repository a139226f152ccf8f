import { ChannelDot } from "@/components/ui/channel-dot";
import { NumberText } from "@/components/ui/number-text";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { channels } from "@/lib/channels/registry";
import type { Reach } from "@/lib/routing/reach";
import { reasonText } from "@/lib/routing/reason-text";

export interface ReachTableProps {
  steps: Reach["steps"];
  /** What the numbers are of: "Can be reached", "Chosen". */
  countLabel: string;
  /** Said under the number of a step's channels together; null for nothing. */
  stepNote?: (rung: number) => string;
}

const reasonsMax = 4;

/** Step by step and channel by channel: how many people, and why not the others. */
export function ReachTable({ steps, countLabel, stepNote }: ReachTableProps) {
  return (
    <Table>
      <TableHead>
        <TableRow>
          <TableHeader>Step and channel</TableHeader>
          <TableHeader numeric>{countLabel}</TableHeader>
          <TableHeader>Why not the others</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {steps.flatMap((step) =>
          step.channels.map((row, place) => (
            <TableRow key={`${step.rung} ${row.channel}`}>
              <TableCell>
                <span className="mr-2 text-muted">{step.rung + 1}</span>
                <ChannelDot channel={row.channel} label={channels[row.channel].name} />
                {place === 0 && stepNote !== undefined && (
                  <div className="max-w-64 text-sm whitespace-normal text-muted">{stepNote(step.rung)}</div>
                )}
              </TableCell>
              <TableCell numeric>
                <NumberText value={row.count} />
              </TableCell>
              <TableCell>
                <ul className="min-w-52 space-y-0.5 text-sm whitespace-normal text-muted">
                  {row.reasons.slice(0, reasonsMax).map(({ reason, count }) => (
                    <li key={reason}>
                      <NumberText value={count} />: {reasonText(reason)}
                    </li>
                  ))}
                  {row.reasons.length > reasonsMax && (
                    <li>
                      <NumberText value={row.reasons.slice(reasonsMax).reduce((sum, { count }) => sum + count, 0)} />:
                      other reasons
                    </li>
                  )}
                </ul>
              </TableCell>
            </TableRow>
          )),
        )}
      </TableBody>
    </Table>
  );
}
