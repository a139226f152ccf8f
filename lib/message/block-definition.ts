import type { Finding, RenderedBlock } from "@/lib/channels/contract";
import type { WantedCode } from "@/lib/message/parts";
import type { Person, PersonScope } from "@/lib/message/person";
import type { Gaps, PreparedText } from "@/lib/message/prepare-text";

/** Parses a string that may hold Liquid; `part` is how a person would call the place: "button label". */
export interface Parse {
  (part: string, source: string): PreparedText;
  /** A variable shown as a chip; `fallback` null: the person must have a value. */
  variable(path: string, fallback: string | null): PreparedText;
  /** Something beside text that the person must have, named as screens name it. */
  requires(name: string): void;
}

/** One person a message is filled in for. */
export interface Reader {
  person: Person;
  scope: PersonScope;
  gaps: Gaps;
  /** BCP 47: theirs, else the workspace's. */
  locale: string;
  /** Their own code for a promo code block; null when there is none to give. */
  promoCode(wanted: WantedCode): string | null;
}

/** Fills a block in for one person. Which parts it gives depends on the document alone, never on the person. */
export type Fill = (reader: Reader) => RenderedBlock[];

/** A place people can be led to; its place in the list of all is the number tracked codes carry. */
export interface LinkSlot {
  key: string;
  label: string;
}

/** Everything about one kind of block but its screens (`components/composer/blocks`) and what channels make of its parts. */
export interface BlockDefinition<Block extends { id: string; kind: string }> {
  kind: Block["kind"];
  /** An empty block, ready to be filled in; `timeZone` is the workspace's. */
  empty(newId: () => string, timeZone: string): Block;
  /** A copy in which everything that is counted by its id has a new one. */
  copy(block: Block, newId: () => string): Block;
  /** What is wrong with it whatever the channel and the person. */
  problems(block: Block): Finding[];
  /** The uploaded files it shows. */
  mediaIds(block: Block): string[];
  /** Where it leads, in order. */
  links(block: Block): LinkSlot[];
  /** Parses its templates once for many people. */
  prepare(block: Block, parse: Parse): Fill;
}
