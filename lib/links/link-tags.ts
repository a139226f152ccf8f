import { z } from "zod";

/** What links are marked with for the statistics of the page they lead to. */
export const linkTagsSchema = z.object({
  /** `utm_source`: where people came from, as the business calls it. */
  source: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, "Use letters, digits, dots, hyphens and underscores."),
});
export type LinkTags = z.infer<typeof linkTagsSchema>;

/** Addresses that are signed as a whole open nothing once anything is added. */
const signed = /[?&](x-amz-signature|x-goog-signature|signature|sig|hmac|token)=/i;

/**
 * An address with `utm_source`, `utm_medium` and `utm_campaign`. What the marketer wrote stays as it was written, letter
 * by letter: only names that are not there yet are added, before the fragment.
 */
export function addLinkTags(url: string, tags: { source: string; medium: string; campaign: string | null }): string {
  const hash = url.indexOf("#");
  const address = hash === -1 ? url : url.slice(0, hash);
  if (signed.test(address)) return url;
  const mark = address.indexOf("?");
  const query = mark === -1 ? "" : address.slice(mark + 1);
  const known = new Set(query.split("&").map((pair) => pair.split("=")[0]?.toLowerCase()));
  const added = [
    ["utm_source", tags.source],
    ["utm_medium", tags.medium],
    ["utm_campaign", tags.campaign],
  ].flatMap(([name, value]) => (value == null || known.has(`${name}`) ? [] : [`${name}=${encodeURIComponent(value)}`]));
  if (added.length === 0) return url;
  const joint = mark === -1 ? "?" : query === "" || query.endsWith("&") ? "" : "&";
  return `${address}${joint}${added.join("&")}${hash === -1 ? "" : url.slice(hash)}`;
}
