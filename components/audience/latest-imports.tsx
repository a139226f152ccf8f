import Link from "next/link";
import { Badge, type BadgeProps } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { TimeText } from "@/components/ui/time-text";
import type { ImportProgress } from "@/lib/import/progress";

const states: Record<ImportProgress["state"], { word: string; tone: NonNullable<BadgeProps["tone"]> }> = {
  uploaded: { word: "Not started", tone: "neutral" },
  running: { word: "Importing", tone: "accent" },
  finished: { word: "Finished", tone: "good" },
  failed: { word: "Failed", tone: "danger" },
};

/** The latest contact files, each with what became of it. */
export function LatestImports({ imports, timeZone }: { imports: ImportProgress[]; timeZone: string }) {
  return (
    <Card title="Latest imports" flush>
      <ul className="divide-y border-t">
        {imports.map((each) => (
          <li key={each.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
            <Link
              href={`/audience/import/${each.id}`}
              className="min-w-0 max-w-full truncate font-medium hover:underline"
            >
              {each.fileName}
            </Link>
            <Badge tone={states[each.state].tone}>{states[each.state].word}</Badge>
            <span className="flex-1 text-muted text-sm tabular-nums">{outcome(each)}</span>
            <span className="text-muted text-sm">
              <TimeText at={each.createdAt} timeZone={timeZone} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function outcome({ state, created, updated, duplicates, rejected }: ImportProgress): string {
  if (state === "uploaded") return "";
  const parts = [`${created.toLocaleString("en-US")} new`, `${updated.toLocaleString("en-US")} updated`];
  if (duplicates > 0)
    parts.push(`${duplicates.toLocaleString("en-US")} ${duplicates === 1 ? "duplicate" : "duplicates"}`);
  if (rejected > 0) parts.push(`${rejected.toLocaleString("en-US")} rejected`);
  return parts.join(", ");
}
