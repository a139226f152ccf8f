/** A PostgreSQL array as text, for uuids and numbers (nothing in them needs quoting): cast it with `::text::uuid[]`. */
export function arrayText(items: readonly string[]): string {
  return `{${items.join(",")}}`;
}
