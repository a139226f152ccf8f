import type { RenderedMessage } from "@/lib/channels/contract";
import type { ChannelId } from "@/lib/channels/ids";
import type { Fill, Parse, Reader } from "@/lib/message/block-definition";
import { definitionOf } from "@/lib/message/blocks/registry";
import { allBlocks, blocksFor, type MessageView, writtenLanguage } from "@/lib/message/message-view";
import type { WantedCode } from "@/lib/message/parts";
import { type Person, personScope } from "@/lib/message/person";
import { type PreparedText, preparedVariable, prepareText, type TemplateProblem } from "@/lib/message/prepare-text";
import type { Message } from "@/lib/message/schema";
import { readingBudget } from "@/lib/message/template-budget";

/** A template of the message that cannot be used, and where it stands. */
export interface PlacedTemplateProblem extends TemplateProblem {
  blockId: string;
  /** What the template is for, as read by a person: "text", "link", "button label". */
  part: string;
  source: string;
}

/** A message whose templates were parsed once, ready to be filled in for many people. */
export interface PreparedMessage {
  message: Message;
  fills: ReadonlyMap<string, Fill>;
  /** Every string that may hold Liquid, in the order of the document. */
  texts: readonly PreparedText[];
  /** What the message needs of a person beside text. */
  required: readonly string[];
  problems: readonly PlacedTemplateProblem[];
}

/** Whom a message is filled in for, and where they read it. */
export interface RenderFor {
  person: Person;
  /** Null: as on every channel without words of its own. */
  channel: ChannelId | null;
  /** BCP 47: the workspace's own language, for people who have none. */
  locale: string;
  /** The person's own code for a promo code block; null when there is none to give. */
  promoCode: (wanted: WantedCode) => string | null;
}

export interface RenderResult {
  message: RenderedMessage;
  /** Paths of required values this person lacks; or the source of a template that failed. Empty: the message may go. */
  missing: string[];
}

/** Parses every template of a message once. Never throws; templates that cannot be used are listed and shown as they stand. */
export function prepareMessage(message: Message): PreparedMessage {
  const texts: PreparedText[] = [];
  const required = new Set<string>();
  const problems: PlacedTemplateProblem[] = [];
  const fills = new Map<string, Fill>();
  const budget = readingBudget();
  for (const block of allBlocks(message)) {
    const keep = (prepared: PreparedText): PreparedText => {
      texts.push(prepared);
      return prepared;
    };
    const parse: Parse = Object.assign(
      (part: string, source: string) => {
        const prepared = prepareText(source, budget);
        if (prepared.problem) problems.push({ ...prepared.problem, blockId: block.id, part, source });
        return keep(prepared);
      },
      {
        variable: (path: string, fallback: string | null) => keep(preparedVariable(path, fallback)),
        requires: (name: string) => void required.add(name),
      },
    );
    fills.set(block.id, definitionOf(block.kind).prepare(block, parse));
  }
  return { message, fills, texts, required: [...required], problems };
}

/** Fills in a prepared message for one person, as it stands on a channel. */
export function renderMessage(prepared: PreparedMessage, to: RenderFor): RenderResult {
  const { person } = to;
  const reader: Reader = {
    person,
    scope: personScope(person),
    gaps: { missing: new Set() },
    // Prices and dates are written as the words around them are.
    locale: writtenLanguage(prepared.message, person.locale) ?? to.locale,
    promoCode: to.promoCode,
  };
  const view: MessageView = { channel: to.channel, locale: person.locale };
  const blocks = blocksFor(prepared.message, view).flatMap((block) => prepared.fills.get(block.id)?.(reader) ?? []);
  return { message: { blocks }, missing: [...reader.gaps.missing] };
}
