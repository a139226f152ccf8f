import type { ColumnTarget } from "./mapping";

/** What a column can become, in the order the mapping page offers it; attributes come after these. */
export const targetWords: readonly { target: ColumnTarget; label: string }[] = [
  { target: "ignore", label: "Do not import" },
  { target: "phone", label: "Phone number" },
  { target: "first_name", label: "First name" },
  { target: "last_name", label: "Last name" },
  { target: "email", label: "Email" },
  { target: "country", label: "Country (two letters)" },
  { target: "locale", label: "Language" },
  { target: "time_zone", label: "Time zone" },
  { target: "external_id", label: "Customer id" },
  { target: "messenger_id", label: "Messenger id" },
];

/** The name under which a column's cells are kept when they are none of the fields above. */
export function attributeTarget(title: string, column: number): ColumnTarget {
  const name = title
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9_ -]+/g, "")
    .trim()
    .replaceAll(/[ -]+/g, "_")
    .slice(0, 60);
  return `attributes.${name === "" ? `column_${column + 1}` : name}`;
}

/** What a target is called, for headings of the preview. */
export function targetLabel(target: ColumnTarget): string {
  return (
    targetWords.find((each) => each.target === target)?.label ?? target.slice("attributes.".length).replaceAll("_", " ")
  );
}
