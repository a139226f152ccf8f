/** JSON that a jsonb column accepts: U+0000 and lone surrogates, which it refuses, become U+FFFD. */
export function jsonbText(value: unknown): string {
  return JSON.stringify(value ?? null, (_name, member: unknown) =>
    typeof member === "string" ? member.replaceAll("\0", "\ufffd").replace(/\p{Surrogate}/gu, "\ufffd") : member,
  );
}
