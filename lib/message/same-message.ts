import type { Message } from "@/lib/message/schema";

/** Whether two messages say the same. The order of keys does not count: a database gives them back in its own. */
export function sameMessage(one: Message, other: Message): boolean {
  return one === other || canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}
