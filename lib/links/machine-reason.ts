import { isbot } from "isbot";

/** Why an opening counts for no person. */
export type MachineReason =
  /** It asked whether there is something, not for it. */
  | "asks_only"
  | "prefetch"
  | "link_preview"
  | "crawler"
  | "no_agent"
  /** With the other links of its message, within a second. */
  | "all_at_once";

/** Apps that look at a link to draw a picture of it before, or instead of, anybody's tap. */
const previewers =
  /WhatsApp\/|facebookexternalhit|Facebot|Twitterbot|TelegramBot|Slackbot|Discordbot|SkypeUriPreview|LinkedInBot|redditbot|vkShare|kakaotalk-scrap|Google-PageRenderer|Iframely|Embedly|Snap URL Preview|^Viber$/i;

/**
 * Who asks without anybody having decided to: known at once, from the request alone. Null for what may be a person.
 * In doubt it is one: browsers inside apps name the app, and are people.
 */
export function machineReason(request: Pick<Request, "method" | "headers">): MachineReason | null {
  if (request.method !== "GET") return "asks_only";
  const purpose = ["sec-purpose", "purpose", "x-purpose", "x-moz"].map((name) => request.headers.get(name) ?? "");
  if (purpose.some((value) => /prefetch|prerender|preview/i.test(value))) return "prefetch";
  const agent = request.headers.get("user-agent") ?? "";
  if (agent === "") return "no_agent";
  if (previewers.test(agent)) return "link_preview";
  return isbot(agent) ? "crawler" : null;
}
