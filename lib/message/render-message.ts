import type { RenderedBlock, RenderedButton, RenderedInline, RenderedMessage } from "@/lib/channels/contract";
import { buttonLinkKey, textLinkKey } from "@/lib/channels/links-of";
import { type Person, type PersonScope, personScope } from "@/lib/message/person";
import {
  type Gaps,
  isVariable,
  type PreparedText,
  prepareText,
  renderPieces,
  renderText,
  type TemplateProblem,
} from "@/lib/message/prepare-text";
import type { Block, Inline, Mark, Message } from "@/lib/message/schema";

type PreparedInline =
  | { type: "text"; text: PreparedText; marks: readonly Mark[] }
  | { type: "link"; key: string; text: PreparedText; url: PreparedText; marks: readonly Mark[]; variable: boolean }
  | { type: "break" };

type PreparedButton = {
  id: string;
  label: PreparedText;
  labelVariable: boolean;
  action: { type: "open_url"; url: PreparedText } | { type: "call"; phone: string } | { type: "reply" };
};

type PreparedBlock =
  | {
      id: string;
      kind: "text";
      paragraphs: { style: "plain" | "bullet" | "ordered"; children: PreparedInline[] }[];
    }
  | { id: string; kind: "image"; mediaId: string | null; alt: PreparedText }
  | { id: string; kind: "buttons"; buttons: PreparedButton[] };

/** A template of the message that cannot be used, and where it stands. */
export interface PlacedTemplateProblem extends TemplateProblem {
  blockId: string;
  /** What the template is for, as read by a person: "text", "link", "button label". */
  part: string;
  source: string;
}

/** A message whose templates were parsed once, ready to be filled in for many people. */
export interface PreparedMessage {
  blocks: readonly PreparedBlock[];
  problems: readonly PlacedTemplateProblem[];
}

export interface RenderResult {
  message: RenderedMessage;
  /** Paths of required values this person lacks; or the source of a template that failed. Empty: the message may go. */
  missing: string[];
}

/** Parses every template of a message once. Never throws; templates that cannot be used are listed and shown as they stand. */
export function prepareMessage(message: Message): PreparedMessage {
  const problems: PlacedTemplateProblem[] = [];
  const parse = (blockId: string, part: string, source: string): PreparedText => {
    const prepared = prepareText(source);
    if (prepared.problem) problems.push({ ...prepared.problem, blockId, part, source });
    return prepared;
  };
  return { blocks: message.blocks.map((block) => prepareBlock(block, parse)), problems };
}

type Parse = (blockId: string, part: string, source: string) => PreparedText;

function prepareBlock(block: Block, parse: Parse): PreparedBlock {
  switch (block.kind) {
    case "text": {
      let linkOrdinal = 0;
      const prepareInline = (inline: Inline): PreparedInline => {
        switch (inline.type) {
          case "break":
            return inline;
          case "text":
            return { type: "text", text: parse(block.id, "text", inline.text), marks: inline.marks };
          case "variable":
            return { type: "text", text: chip(inline.path, inline.fallback), marks: inline.marks };
          case "link": {
            const text = parse(block.id, "link", inline.text);
            const key = textLinkKey(block.id, linkOrdinal);
            linkOrdinal += 1;
            const url = parse(block.id, "link address", inline.url);
            return { type: "link", key, text, url, marks: inline.marks, variable: isVariable(text) };
          }
        }
      };
      const paragraphs = block.paragraphs.map(({ style, children }) => ({
        style,
        children: children.map(prepareInline),
      }));
      return { id: block.id, kind: "text", paragraphs };
    }
    case "image":
      return {
        id: block.id,
        kind: "image",
        mediaId: block.mediaId,
        alt: parse(block.id, "description of the picture", block.alt),
      };
    case "buttons":
      return {
        id: block.id,
        kind: "buttons",
        buttons: block.buttons.map((button) => {
          const label = parse(block.id, "button label", button.label);
          const { action } = button;
          return {
            id: buttonLinkKey(button.id),
            label,
            labelVariable: isVariable(label),
            action:
              action.type === "open_url"
                ? { type: "open_url", url: parse(block.id, "button address", action.url) }
                : action,
          };
        }),
      };
  }
}

function chip(name: string, fallback: string | null): PreparedText {
  return { pieces: [{ kind: "value", path: name.split("."), name, fallback }], problem: null };
}

/** Fills in a prepared message for one person. */
export function renderMessage(prepared: PreparedMessage, person: Person): RenderResult {
  const scope = personScope(person);
  const gaps: Gaps = { missing: new Set() };
  const blocks = prepared.blocks.map((block) => renderBlock(block, scope, gaps));
  return { message: { blocks }, missing: [...gaps.missing] };
}

function renderBlock(block: PreparedBlock, scope: PersonScope, gaps: Gaps): RenderedBlock {
  switch (block.kind) {
    case "text":
      return {
        id: block.id,
        kind: "text",
        paragraphs: block.paragraphs.map(({ style, children }) => {
          const rendered: RenderedInline[] = [];
          for (const inline of children) renderInline(inline, scope, gaps, rendered);
          return { style, children: rendered };
        }),
      };
    case "image":
      return { id: block.id, kind: "image", mediaId: block.mediaId, alt: renderText(block.alt, scope, gaps).trim() };
    case "buttons":
      return {
        id: block.id,
        kind: "buttons",
        buttons: block.buttons.map((button) => renderButton(button, scope, gaps)),
      };
  }
}

function renderInline(inline: PreparedInline, scope: PersonScope, gaps: Gaps, into: RenderedInline[]): void {
  if (inline.type === "break") {
    into.push(inline);
  } else if (inline.type === "text") {
    for (const piece of renderPieces(inline.text, scope, gaps)) {
      into.push({ type: "text", text: piece.text, marks: inline.marks, variable: piece.variable });
    }
  } else {
    into.push({
      type: "link",
      key: inline.key,
      text: renderText(inline.text, scope, gaps),
      url: renderText(inline.url, scope, gaps).trim(),
      marks: inline.marks,
      variable: inline.variable,
    });
  }
}

function renderButton(button: PreparedButton, scope: PersonScope, gaps: Gaps): RenderedButton {
  const { action } = button;
  return {
    id: button.id,
    label: renderText(button.label, scope, gaps).trim(),
    labelVariable: button.labelVariable,
    action: action.type === "open_url" ? { type: "open_url", url: renderText(action.url, scope, gaps).trim() } : action,
  };
}
