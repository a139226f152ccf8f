import { personPaths } from "@/lib/message/person";

/** A variable as the menu offers it. */
export interface VariableChoice {
  path: string;
  label: string;
}

const labels: Record<(typeof personPaths)[number], string> = {
  first_name: "First name",
  last_name: "Last name",
  email: "Email",
  country: "Country",
  locale: "Language",
  time_zone: "Time zone",
};

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

/** A path in words: "First name", "City". */
export function variableLabel(path: string): string {
  const known = personPaths.find((candidate) => candidate === path);
  if (known !== undefined) return labels[known];
  const words = path.replace(attributePrefix, "").replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
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
