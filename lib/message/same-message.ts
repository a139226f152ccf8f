import { canonicalJson } from "@/lib/message/canonical-json";
import type { Message } from "@/lib/message/schema";

/** Whether two messages say the same, whatever the order of their keys. */
export function sameMessage(one: Message, other: Message): boolean {
  return one === other || canonicalJson(one) === canonicalJson(other);
}
