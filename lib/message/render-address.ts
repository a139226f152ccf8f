import type { PersonScope } from "@/lib/message/person";
import { type Gaps, isVariable, type PreparedText, renderText } from "@/lib/message/prepare-text";

/**
 * Fills in where a link leads. A value may stand in the path and behind; in the host only within what is written
 * around it, so that nobody's data takes people to another house. An address that is nothing but a value (the page of
 * a product) is taken as it is. One that would lead elsewhere is missing, and the message does not go to this person.
 */
export function renderAddress(prepared: PreparedText, scope: PersonScope, gaps: Gaps): string {
  const address = renderText(prepared, scope, gaps).trim();
  if (!isVariable(prepared)) return address;
  const written = prepared.pieces.map((piece) => (piece.kind === "static" ? piece.text : hole)).join("");
  if (keepsHost(written.trimStart(), address)) return address;
  gaps.missing.add(written.replaceAll(hole, "{{…}}").slice(0, 80));
  return "";
}

/** Stands for a value; no text can hold it, since it is none. */
const hole = "\u0000";

/**
 * `https://shop.example/{{…}}` keeps its host whatever comes; `https://{{…}}.shop.example/` must stay below
 * `.shop.example`; `https://shop.example{{…}}` must stay `shop.example`.
 */
function keepsHost(written: string, address: string): boolean {
  const host = /^https?:\/\/([^/?#\\]*)/i.exec(written)?.[1];
  if (host === undefined || !host.includes(hole)) return true;
  if (address === "" || !URL.canParse(address)) return true;
  const { hostname, username, password } = new URL(address);
  if (username !== "" || password !== "") return false;
  const before = host.slice(0, host.indexOf(hole)).toLowerCase();
  const after = host
    .slice(host.lastIndexOf(hole) + 1)
    .replace(/:\d+$/, "")
    .toLowerCase();
  if (after !== "") return hostname.startsWith(before) && hostname.endsWith(after);
  return before === "" || hostname === before;
}
