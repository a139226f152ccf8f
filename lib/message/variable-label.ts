import type { personPaths } from "@/lib/message/person";

const labels: Record<(typeof personPaths)[number], string> = {
  first_name: "First name",
  last_name: "Last name",
  email: "Email",
  country: "Country",
  locale: "Language",
  time_zone: "Time zone",
};

/** A path in words: "First name", "City". */
export function variableLabel(path: string): string {
  const known = Object.entries(labels).find(([key]) => key === path)?.[1];
  if (known !== undefined) return known;
  const words = path.replace("attributes.", "").replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
