import { personPaths } from "@/lib/message/person";
import { variableLabel } from "@/lib/message/variable-label";

/** A variable as the menu offers it. */
export interface VariableChoice {
  path: string;
  label: string;
}

const attributePrefix = "attributes.";

/** Everything a message may say about a person: their own data, then the attributes this workspace's contacts have. */
export function variableChoices(attributeKeys: readonly string[]): VariableChoice[] {
  // A key with spaces or dots cannot be named by a path.
  const named = attributeKeys.filter((key) => /^[a-z_][a-z0-9_]*$/i.test(key));
  return [...personPaths, ...named.map((key) => `${attributePrefix}${key}`)].map((path) => ({
    path,
    label: variableLabel(path),
  }));
}

/** The choices whose name or path has these letters. */
export function matchingVariables(choices: readonly VariableChoice[], query: string): VariableChoice[] {
  const wanted = query.trim().toLowerCase();
  return choices.filter(
    ({ path, label }) => path.toLowerCase().includes(wanted) || label.toLowerCase().includes(wanted),
  );
}

/** The editor's node for a variable that was just chosen. A greeting reads well without a name; the rest starts empty. */
export function variableContent(path: string) {
  return { type: "variable", attrs: { path, fallback: path === "first_name" ? "there" : "" } };
}

/** The same as a piece of text, for fields that hold no chips. */
export function variableTemplate(path: string): string {
  const { fallback } = variableContent(path).attrs;
  return `{{ ${path} | default: "${fallback}" }}`;
}
