import { partOfMessage } from "@/lib/message/edit/part-of-message";
import { type Block, type Message, messageSchema } from "@/lib/message/schema";

/** Marks a piece of HTML on the clipboard as blocks; other programs see only the words in it. */
const mark = "data-cascade-blocks";
/** A message of 60 full blocks stays far below. */
const payloadCharsMax = 4_000_000;

/** What a clipboard holds: no blocks, something that only looks like them, or blocks. */
export type ClipboardBlocks =
  | { kind: "none" }
  | { kind: "refused"; sentence: string }
  /** With what stands in for the blocks on channels and in languages. */
  | { kind: "blocks"; part: Message };

/** Blocks as HTML: their words for everybody, the blocks themselves for Cascade. */
export function clipboardHtml(part: Message): string {
  const words = clipboardText(part)
    .split("\n")
    .map((line) => `<p>${escapeHtml(line)}</p>`)
    .join("");
  return `<div ${mark}="${encodeURIComponent(JSON.stringify(part))}">${words}</div>`;
}

/** Reads blocks from a clipboard. Whatever it holds came from anywhere: only what is a valid message is taken. */
export function readClipboard(html: string): ClipboardBlocks {
  const start = html.indexOf(`${mark}="`);
  if (start === -1) return { kind: "none" };
  const from = start + mark.length + 2;
  const end = html.indexOf('"', from);
  const refused = {
    kind: "refused",
    sentence: "What is on the clipboard looks like blocks but cannot be read, so nothing was pasted. Copy them again.",
  } as const;
  if (end === -1 || end - from > payloadCharsMax) return refused;
  const part = parse(html.slice(from, end));
  const ids = new Set(part?.blocks.map(({ id }) => id));
  if (part === null || ids.size === 0 || ids.size !== part.blocks.length) return refused;
  return { kind: "blocks", part: partOfMessage(part, ids) };
}

function parse(payload: string): Message | null {
  try {
    return messageSchema.safeParse(JSON.parse(decodeURIComponent(payload), storable)).data ?? null;
  } catch {
    return null;
  }
}

/** Without what no database keeps, so that a message with it could never be saved: NUL and halves of characters. */
function storable(_key: string, value: unknown): unknown {
  return typeof value === "string" ? value.replace(/\0|\p{Cs}/gu, "") : value;
}

/** The words of blocks, for programs that know no blocks. */
export function clipboardText({ blocks }: Message): string {
  return blocks
    .map((block) => (block.kind === "text" ? textOf(block) : wordsIn(block).join("\n")))
    .filter((words) => words.trim() !== "")
    .join("\n\n");
}

function textOf({ paragraphs }: Extract<Block, { kind: "text" }>): string {
  return paragraphs
    .map(({ children }) =>
      children
        .map((inline) => {
          if (inline.type === "variable") return `{{ ${inline.path} }}`;
          return inline.type === "break" ? "\n" : inline.text;
        })
        .join(""),
    )
    .join("\n");
}

const wordKeys = new Set(["alt", "label", "title", "text", "name", "address", "code", "url", "phone"]);

/** Everything a person would read in a block of whatever kind, in its order. */
function wordsIn(value: unknown, key = ""): string[] {
  if (typeof value === "string") return wordKeys.has(key) && value.trim() !== "" ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((inner) => wordsIn(inner, key));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([innerKey, inner]) => wordsIn(inner, innerKey));
}

/** The same blocks, with "not chosen" in the place of files that are not among those given. */
export function withOnlyMedia(part: Message, mediaIds: ReadonlySet<string>): Message {
  return messageSchema.parse(walk(part, (mediaId) => (mediaIds.has(mediaId) ? mediaId : null)));
}

function walk(value: unknown, change: (mediaId: string) => string | null): unknown {
  if (Array.isArray(value)) return value.map((inner) => walk(inner, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      /^mediaId$|MediaId$/.test(key) && typeof inner === "string" ? change(inner) : walk(inner, change),
    ]),
  );
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
