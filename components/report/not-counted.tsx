import type { ReportSnapshot } from "@/db/queries/report-snapshot";

/** What happened and counts for nothing: machines that open links, and notifications that were closed. */
export function NotCounted({ points }: { points: ReportSnapshot["series"]["points"] }) {
  const total = (metric: string) =>
    points.reduce((sum, point) => (point.metric === metric ? sum + point.count : sum), 0);
  const opened = total("machine_opened");
  const dismissed = total("dismissed");
  if (opened === 0 && dismissed === 0) return null;
  return (
    <div className="space-y-1 text-sm text-muted">
      {opened > 0 && (
        <p title="Link previews, prefetching browsers, crawlers, and scanners that open every link of a message within a second. Opening the same link again within a minute is not told apart.">
          {opened.toLocaleString("en")} {opened === 1 ? "opening" : "openings"} by machines, not counted as clicks: link
          previews, prefetching browsers and security scanners.
        </p>
      )}
      {dismissed > 0 && (
        <p>
          {dismissed.toLocaleString("en")} {dismissed === 1 ? "notification was" : "notifications were"} closed without
          being opened, as far as browsers tell.
        </p>
      )}
    </div>
  );
}
