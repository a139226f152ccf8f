import Link from "next/link";
import { Callout } from "@/components/ui/callout";
import type { PreflightProblem } from "@/lib/campaign/preflight-problem";

/** What is mended in the settings, not in the campaign. */
const settingsPlaces: Partial<Record<PreflightProblem["step"], string>> = {
  settings: "/settings/senders",
  templates: "/settings/templates",
};

/** What stands in the way of a launch, together for each place where it is mended. */
export function LaunchProblems({
  title,
  kind,
  problems,
  campaignId,
}: {
  title: string;
  kind: "blocker" | "warning";
  problems: PreflightProblem[];
  campaignId: string;
}) {
  if (problems.length === 0) return null;
  return (
    <section aria-label={title} className="space-y-2">
      <h2 className="font-semibold text-lg">{title}</h2>
      {grouped(problems, ({ step }) => step).map(([step, found]) => (
        <Callout
          key={step}
          kind={kind}
          action={
            <Link
              className="py-0.5 text-accent-ink underline"
              href={settingsPlaces[step] ?? `/campaigns/${campaignId}/${step}`}
            >
              Open {step}
            </Link>
          }
        >
          <ul className="space-y-1">
            {grouped(found, ({ text, remedy }) => [text, remedy].filter(Boolean).join(" ")).map(([sentences, same]) => (
              <li key={sentences}>
                {sentences}
                {same.length > 1 && <span className="text-muted"> In {same.length} places.</span>}
              </li>
            ))}
          </ul>
        </Callout>
      ))}
    </section>
  );
}

/** In the order of their first members. */
function grouped<Key, Item>(items: readonly Item[], keyOf: (item: Item) => Key): [Key, Item[]][] {
  const groups = new Map<Key, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups];
}
