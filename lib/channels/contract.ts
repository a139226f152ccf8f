import type { ChannelId } from "@/lib/channels/ids";
import type { DrawnProfile } from "@/lib/drawing/frames";
import type { DrawingRequest } from "@/lib/drawing/schema";
import type { MediaKind, RenditionProfile } from "@/lib/media/profiles";
import type { CalendarEvent, Mark, MediaLook } from "@/lib/message/parts";

/** How a person is reached on a channel. Several channels may share one kind. */
export type AddressKind = "phone" | "messenger" | "push";

/** What will be lost, changed or refused on a channel. Shown beside the preview and on the review page. */
export interface Finding {
  severity: "blocker" | "warning" | "note";
  /** Stable name, such as `text_too_long`. */
  code: string;
  /** The block it is about; null when it is about the whole message. */
  blockId: string | null;
  /** One plain sentence: what happens. */
  text: string;
  /** One plain sentence: what to do; null when nothing needs doing. */
  remedy: string | null;
  /** How it can be mended with one click, on this channel alone; absent where only a person can decide. */
  fix?: Fix;
}

/** A change that mends a finding. Plain data: `lib/message/edit/apply-fix.ts` carries it out. */
export type Fix =
  /** Character by character. */
  | { type: "replace_characters"; replacements: Readonly<Record<string, string>> }
  | { type: "shorten_labels"; charsMax: number }
  | { type: "shorten_text"; charsOver: number }
  /** The still of a film or an animation, as a picture. */
  | { type: "show_still" };

/**
 * The message after variables were filled in for one person. Same order as the document. `variable` marks words that
 * differ from person to person; which pieces those are depends on the document alone, never on the person.
 */
export type RenderedInline =
  | {
      type: "text";
      text: string;
      marks: readonly Mark[];
      variable: boolean;
      /** What a personal value looks like: the same for every person; absent where nothing is known. */
      example?: string;
    }
  /** `key` names the link for tracking; see `links-of.ts`. */
  | { type: "link"; key: string; text: string; url: string; marks: readonly Mark[]; variable: boolean }
  | { type: "break" };

export interface RenderedParagraph {
  style: "plain" | "bullet" | "ordered";
  children: RenderedInline[];
}

/** Words in order; `variable` as above. */
type RenderedWords = readonly { text: string; variable: boolean; example?: string }[];

export type RenderedAction =
  | { type: "open_url"; url: string }
  | { type: "call"; phone: string }
  | { type: "map"; place: { latitude: number; longitude: number } | null; label: string }
  | { type: "calendar"; event: CalendarEvent }
  /** Opens the page on which a film or sound is played; the button's id names the link. */
  | { type: "play" }
  /** `hasPage`: where people cannot answer, a page of ours takes the answer. */
  | { type: "reply"; hasPage: boolean };

export interface RenderedButton {
  id: string;
  label: string;
  /** Whether the label differs from person to person. */
  labelVariable: boolean;
  action: RenderedAction;
}

/** A file to show, hear or see: uploaded, or drawn for this person. */
export interface RenderedMedia {
  kind: MediaKind;
  source: { type: "upload"; mediaId: string | null } | { type: "drawing"; drawing: DrawingRequest };
  alt: string;
  /** Names the link to the page on which it is played; null for what needs none. */
  playKey: string | null;
  /** How large it is wanted; absent for each channel's own way. */
  look?: MediaLook;
}

interface RenderedCard {
  id: string;
  media: RenderedMedia;
  title: RenderedWords;
  text: RenderedWords;
  buttons: RenderedButton[];
}

/** What blocks come down to: the parts channels take. Several may come from one block and then share its id. */
export type RenderedBlock =
  | { id: string; kind: "text"; paragraphs: RenderedParagraph[] }
  | { id: string; kind: "media"; media: RenderedMedia }
  | { id: string; kind: "carousel"; cards: RenderedCard[] }
  | { id: string; kind: "buttons"; look: "buttons" | "quick_replies"; buttons: RenderedButton[] }
  | {
      id: string;
      kind: "code";
      label: string;
      labelVariable: boolean;
      code: string;
      codeVariable: boolean;
      /** The longest code anybody gets; null for codes from a list, which may be of any length. */
      codeCharsMax: number | null;
      /** ISO 8601 UTC: until when it counts; null when nobody said. The same for every person. */
      endsAt: string | null;
    }
  | { id: string; kind: "divider" };

export interface RenderedMessage {
  blocks: RenderedBlock[];
}

/** A media file as converted for one profile, with the public address a provider fetches. */
export interface RenditionFile {
  url: string;
  mime: string;
  /** 0 for what can only be heard. */
  widthPx: number;
  heightPx: number;
  bytes: number;
  /** How long it plays; null for a still. */
  durationSeconds: number | null;
}

/** Everything a channel needs beside the message. Pure data and pure functions: same input, same request. */
export interface CompileContext {
  to: string;
  /** ISO 3166 alpha-2 of where the message goes; null when unknown. Some channels are billed by other rules there. */
  country: string | null;
  from: string;
  /** Echoed by the provider in every receipt; equals the delivery id. At most 40 characters. */
  clientRef: string;
  /** Where the provider posts receipts. */
  statusUrl: string;
  brandName: string;
  /** BCP 47 tag, for the opt-out words a channel adds. */
  locale: string;
  /** BCP 47 tag of the language the message itself is written in for this person. */
  contentLocale: string;
  /** Gives the tracked short link for a destination. `key` names the button or link it belongs to. */
  link(url: string, key: string): string;
  /** The signed, personal preference page. */
  preferencesUrl: string;
  /** The rendition of a media file for a profile; null while it does not exist. */
  rendition(mediaId: string, profile: RenditionProfile): RenditionFile | null;
  /** A picture drawn for this person, in the form of a profile; null for what cannot be drawn. */
  drawing(drawing: DrawingRequest, profile: DrawnProfile): RenditionFile | null;
  /** Whether the person wrote to us on this channel within its conversation window. */
  windowOpen: boolean;
  /** Whether people can answer this sender by text; false for alphanumeric senders. */
  canReceiveReplies: boolean;
  /** How long the provider may keep trying, in seconds; null for the channel's own default. */
  ttlSeconds: number | null;
}

/** A button of a template. Its label is approved with it; addresses may end in one placeholder. */
export type TemplateButton =
  | { type: "URL"; text: string; url: string }
  | { type: "PHONE_NUMBER"; text: string; phoneNumber: string }
  | { type: "QUICK_REPLY"; text: string }
  /** Copies a code; the app labels it. */
  | { type: "COPY_CODE"; example: string };

/** One of several cards side by side; all cards of a template have the same parts. */
export interface TemplateCard {
  format: "IMAGE" | "VIDEO";
  body: string;
  examples: string[];
  buttons: TemplateButton[];
}

/** A WhatsApp-like template that must be registered before a request naming it is accepted. */
export interface TemplateDefinition {
  name: string;
  language: string;
  category: "MARKETING" | "UTILITY";
  header: { format: "IMAGE" | "VIDEO" } | { format: "TEXT"; text: string } | null;
  /** What a limited-time offer is called in its box; null when it is none. Its end is in the request. */
  offer: string | null;
  /** Body text with {{1}}-style placeholders. */
  body: string;
  /** What stands for each placeholder when somebody reads it for approval. */
  examples: string[];
  footer: string | null;
  buttons: TemplateButton[];
  /** Empty, or 2 to 10. */
  cards: TemplateCard[];
}

/** Plain JSON, as posted. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** What is handed to a provider: data only, so it can be stored, shown and compared. */
export type ProviderRequest =
  | { provider: "vonage"; body: JsonObject }
  | {
      provider: "web-push";
      /** Declarative Web Push JSON (`web_push: 8030`), encrypted at hand-over. */
      payload: JsonObject;
      ttlSeconds: number;
      urgency: "very-low" | "low" | "normal" | "high";
      topic: string;
    };

export interface Compiled {
  request: ProviderRequest;
  findings: Finding[];
  /** How many of them the provider bills: SMS segments, otherwise mostly 1. */
  billedUnits: number;
  /** What they are: the key of one of the channel's `billing` kinds. */
  billedAs: string;
  /** Present when the request names a template. */
  template: TemplateDefinition | null;
}

/** What a provider has a price for on a channel. */
export interface BilledKind {
  /** Stable; stands in price lists. */
  key: string;
  /** As read in a price list: "SMS segment". */
  name: string;
  /** Costs nothing unless the price list says otherwise. */
  isFree: boolean;
}

/** Carriers hold some senders to so many units a second and a day, whatever the provider's account may do. */
export interface SenderLimitRule {
  /** What they count: as many as `billedUnits`. Read after a number: "segments". */
  units: string;
  /** Whether a sender is of the kind that is held to a limit. */
  limitsSender(from: string): boolean;
  /** Whether a message to an address counts. */
  counts(to: string): boolean;
}

/** The answers every channel gives; nobody outside its folder asks its name. */
export interface Channel {
  id: ChannelId;
  /** As written on screens: "WhatsApp". */
  name: string;
  addressKind: AddressKind;
  provider: ProviderRequest["provider"];
  /** Profile of the picture this channel sends; null when it cannot show one. */
  imageProfile: DrawnProfile | null;
  hasDeliveryReceipts: boolean;
  hasReadReceipts: boolean;
  /** Whether a message not yet delivered can be called back. */
  canRevoke: boolean;
  /** Whether replies come back, so that STOP works by text. */
  hasReplies: boolean;
  /** Hours after a person's message during which free-form messages are allowed; null when there is no such rule. */
  conversationWindowHours: number | null;
  /** What happens outside that window: refuse, or send an approved template. */
  outsideWindow: "refused" | "template" | "free";
  /** Whether a phone must be known (or assumed) capable, as with RCS. */
  needsCapability: boolean;
  /** Countries (ISO 3166 alpha-2) where it works; null for everywhere. */
  countries: readonly string[] | null;
  /** Everything the provider may bill here; a compiled message is exactly one of them. */
  billing: readonly BilledKind[];
  /** Shortest and longest time-to-live the provider takes, in seconds; null when it has no such field. */
  ttlRangeSeconds: { min: number; max: number } | null;
  /** Null where no carrier limits a sender. */
  senderLimit: SenderLimitRule | null;
  /** Turns a person's message into the provider request and says what changed on the way. */
  compile(message: RenderedMessage, context: CompileContext): Compiled;
}
