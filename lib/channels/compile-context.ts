import type { CompileContext, RenditionFile } from "@/lib/channels/contract";
import { linksOf } from "@/lib/channels/links-of";
import { drawingFile } from "@/lib/drawing/drawing-file";
import type { Mac } from "@/lib/links/seal";
import type { RenditionProfile } from "@/lib/media/profiles";
import { isMediaLinkKey } from "@/lib/message/link-keys";
import type { Message } from "@/lib/message/schema";
import type { Sender } from "@/lib/workspace/schema";

/** What is known about one hand-over before the message is compiled. */
export interface HandOverFacts {
  workspaceId: string;
  /** Without a trailing slash. */
  publicUrl: string;
  brandName: string;
  sender: Sender;
  /** The document as composed: it numbers the links. */
  message: Message;
  to: string;
  /** ISO 3166 alpha-2 of the address; null when unknown. */
  country: string | null;
  clientRef: string;
  /** The person's language, else the workspace's. */
  locale: string;
  /** The language the message is written in for the person. */
  contentLocale: string;
  windowOpen: boolean;
  ttlSeconds: number | null;
  linkCode(linkIndex: number): string;
  preferenceToken: string;
  rendition(mediaId: string, profile: RenditionProfile): RenditionFile | null;
  /** Signs what is drawn for a person; null where there is no secret: a preview's pictures are shown to members only. */
  sign: Mac | null;
}

/** The one way to a CompileContext: preview and sending differ in the facts they bring, not in what is made of them. */
export function compileContext(facts: HandOverFacts): CompileContext {
  const { workspaceId, publicUrl, sender, brandName } = facts;
  const { to, country, clientRef, locale, contentLocale, windowOpen, ttlSeconds, rendition, sign } = facts;
  const indexOfKey = placesOf(facts.message);
  return {
    to,
    country,
    clientRef,
    brandName,
    locale,
    contentLocale,
    windowOpen,
    ttlSeconds,
    rendition,
    drawing: (drawing, profile) => drawingFile({ publicUrl, workspaceId, drawing, profile, sign }),
    from: sender.from,
    canReceiveReplies: sender.canReceiveReplies,
    statusUrl: `${publicUrl}/api/webhooks/vonage/${workspaceId}/status`,
    preferencesUrl: `${publicUrl}/p/${facts.preferenceToken}`,
    link: (url, key) => {
      const index = indexOfKey.get(key);
      // A link the document does not have cannot be followed by its number: it goes out as it is.
      return index === undefined ? url : `${publicUrl}/${isMediaLinkKey(key) ? "m" : "l"}/${facts.linkCode(index)}`;
    },
  };
}

/** A message never changes once it is made, and is compiled for six channels and for every person. */
const known = new WeakMap<Message, ReadonlyMap<string, number>>();

function placesOf(message: Message): ReadonlyMap<string, number> {
  const before = known.get(message);
  if (before !== undefined) return before;
  const places = new Map(linksOf(message).map((link, index) => [link.key, index]));
  known.set(message, places);
  return places;
}
