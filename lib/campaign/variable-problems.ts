import type { PreflightProblem } from "@/lib/campaign/preflight-problem";
import type { TemplateUse } from "@/lib/message/template-uses";
import { variableLabel } from "@/lib/message/variable-label";

/** Who of the audience lacks what one message asks for. */
export interface MessageGaps {
  people: number;
  variables: readonly (TemplateUse & { missing: number })[];
  /** People who lack at least one required value. */
  missingRequired: number;
}

const productRemedy = "Choose a product for whoever has none, or people who have one.";
const remedy = "Give the variable a default value, or choose people who have one.";

/** Who will be skipped or will read a default, in words with numbers. `place` names the variant where there are several. */
export function variableProblems(gaps: MessageGaps, place: string): PreflightProblem[] {
  const lacking = gaps.variables.filter(({ missing }) => missing > 0);
  const problems = lacking.flatMap((variable) => problemOf(variable, gaps.people, place));
  const required = lacking.filter(({ need }) => need === "required");
  if (required.length > 1 && gaps.missingRequired > 0) {
    const text = `${place}${count(gaps.missingRequired, gaps.people)} lack at least one of these and will be skipped.`;
    problems.push({ severity: "warning", step: "compose", text, remedy });
  }
  if (gaps.people === 0 || gaps.missingRequired < gaps.people) return problems;
  const text = `${place}Everybody would be skipped: nobody has all the values this message requires.`;
  return [{ severity: "blocker", step: "compose", text, remedy }, ...problems];
}

function problemOf(
  { path, need, fallback, missing }: MessageGaps["variables"][number],
  people: number,
  place: string,
): PreflightProblem[] {
  const who = `${place}${count(missing, people)} have no ${inSentence(path)}`;
  const instead = path.startsWith("products.") ? "will be shown" : "will read";
  const warning = (text: string, way: string | null): PreflightProblem[] => [
    { severity: "warning", step: "compose", text, remedy: way },
  ];
  switch (need) {
    case "required":
      return warning(`${who} and will be skipped.`, path.startsWith("products.") ? productRemedy : remedy);
    case "conditional":
      return warning(`${who} and will be skipped where the message's condition asks for it.`, remedy);
    case "optional":
      if (fallback === null) return [];
      return warning(`${who} and ${instead} ${fallback === "" ? "nothing in its place" : `“${fallback}”`}.`, null);
  }
}

function count(some: number, all: number): string {
  return `${some.toLocaleString("en-US")} of ${all.toLocaleString("en-US")} people`;
}

/** "First name" as it stands within a sentence; other words are the business's own and stay as they are. */
function inSentence(path: string): string {
  const label = variableLabel(path);
  return path.startsWith("attributes.") ? `“${label}”` : label.toLowerCase();
}
