import type { AudienceCoverage } from "@/db/queries/variable-coverage";

/** "94 % have it: Ana, Bo, Chi", as far as the audience tells. Empty when nothing is known. */
export function coverageText(facts: AudienceCoverage | null, path: string): string {
  if (facts === null || facts.people === 0) return "";
  const { have, samples } = facts.variables.find((variable) => variable.path === path) ?? { have: 0, samples: [] };
  if (have === 0) return facts.isEverybody ? "Nobody has it" : `None of the newest ${facts.people} people has it`;
  const share = `${facts.isEverybody ? "" : "about "}${percent(have, facts.people)} % have it`;
  return samples.length === 0 ? share : `${share}: ${samples.join(", ")}`;
}

/** "312 of 5,000 people in the audience have none." */
export function lackText(facts: AudienceCoverage | null, path: string): string {
  if (facts === null || facts.people === 0) return "";
  const lacking = facts.people - (facts.variables.find((variable) => variable.path === path)?.have ?? 0);
  const of = `${facts.people.toLocaleString("en-US")} people`;
  if (facts.isEverybody) {
    return lacking === 0
      ? `All ${of} in the audience have one.`
      : `${lacking.toLocaleString("en-US")} of ${of} in the audience have none.`;
  }
  const newest = `of the newest ${of} in the audience have none. The review counts everybody.`;
  return lacking === 0 ? `None ${newest}` : `${lacking.toLocaleString("en-US")} ${newest}`;
}

/** Never 100 while somebody lacks it, never 0 while somebody has it. */
function percent(some: number, all: number): number {
  if (some === all) return 100;
  return Math.min(99, Math.max(1, Math.round((100 * some) / all)));
}
