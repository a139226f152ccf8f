import { NumberText } from "@/components/ui/number-text";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { ArmResult } from "@/db/queries/report";
import { wilsonInterval } from "@/lib/experiment/wilson-interval";

/** Each variant's share of engaged people with its 95 % interval. Says nothing about which is better. */
export function Variants({ arms, names }: { arms: ArmResult[]; names: Record<string, string> }) {
  const intervals = arms.map((arm) => wilsonInterval(arm.engaged, arm.assigned));
  const top = Math.max(0.01, ...intervals.map((interval) => interval?.upper ?? 0));
  return (
    <div className="space-y-3">
      <Table>
        <TableHead>
          <TableRow>
            <TableHeader>Variant</TableHeader>
            <TableHeader numeric>People</TableHeader>
            <TableHeader numeric>Delivered to</TableHeader>
            <TableHeader numeric>Engaged</TableHeader>
            <TableHeader numeric>Opted out</TableHeader>
            <TableHeader>Engaged, of people assigned (95 % interval)</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {arms.map((arm, index) => (
            <TableRow key={arm.armKey}>
              <TableCell>
                <strong>{arm.armKey}</strong> {names[arm.armKey]}
              </TableCell>
              <TableCell numeric>
                <NumberText value={arm.assigned} />
              </TableCell>
              <TableCell numeric>
                <NumberText value={arm.delivered} />
              </TableCell>
              <TableCell numeric>
                <NumberText value={arm.engaged} />
              </TableCell>
              <TableCell numeric>
                <NumberText value={arm.optedOut} />
              </TableCell>
              <TableCell>
                <IntervalBar arm={arm} interval={intervals[index] ?? null} top={top} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <p className="text-sm text-muted">
        The interval holds the true share in 95 of 100 such campaigns. Variants whose intervals overlap may differ by
        chance alone; a difference seen while results still come in may vanish.
      </p>
    </div>
  );
}

function IntervalBar({
  arm,
  interval,
  top,
}: {
  arm: ArmResult;
  interval: { lower: number; upper: number } | null;
  top: number;
}) {
  if (interval === null) return <span className="text-muted">nobody yet</span>;
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const place = (share: number) => (100 * share) / top;
  return (
    <span className="flex items-center gap-3">
      <svg viewBox="0 0 100 12" preserveAspectRatio="none" className="h-3 w-40 shrink-0" aria-hidden focusable="false">
        <line x1="0" x2="100" y1="6" y2="6" className="stroke-line" strokeWidth="1" />
        <rect
          x={place(interval.lower)}
          width={Math.max(0.5, place(interval.upper) - place(interval.lower))}
          y="3"
          height="6"
          className="fill-accent/40"
        />
        <rect x={place(arm.engaged / arm.assigned) - 0.4} width="0.8" y="0" height="12" className="fill-ink" />
      </svg>
      <span className="whitespace-nowrap tabular-nums">
        {percent(arm.engaged / arm.assigned)} ({percent(interval.lower)} to {percent(interval.upper)})
      </span>
    </span>
  );
}
