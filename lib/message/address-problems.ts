import type { Finding } from "@/lib/channels/contract";
import { blocker } from "@/lib/message/problem";
import { webAddress } from "@/lib/message/web-address";

/** A personal part may stand anywhere behind the scheme and host, so only what is fixed in front of it is judged. */
export function addressProblems(blockId: string, url: string, subject: string): Finding[] {
  if (url.trim() === "") {
    return [blocker("link_missing", blockId, `${subject} has no address.`, "Give the address it should open.")];
  }
  const personal = /\{\{|\{%/.exec(url);
  if (personal?.index === 0) return [];
  const fixed = personal === null ? url.trim() : `${url.slice(0, personal.index).trim()}x`;
  if (webAddress(fixed) !== null) return [];
  return [
    blocker(
      "link_invalid",
      blockId,
      `${subject} goes to "${url.slice(0, 80)}", which is not a web address.`,
      "Give an address that starts with https://.",
    ),
  ];
}
