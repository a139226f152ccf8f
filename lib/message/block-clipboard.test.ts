import { describe, expect, test } from "vitest";
import { clipboardHtml, clipboardText, readClipboard, withOnlyMedia } from "@/lib/message/block-clipboard";
import type { Block, Message } from "@/lib/message/schema";

const mediaId = "0190b3a0-0000-7000-8000-000000000001";
const blocks: Block[] = [
  {
    id: "t",
    kind: "text",
    paragraphs: [
      {
        style: "plain",
        children: [
          { type: "text", text: 'Hi "you" <b>&', marks: [] },
          { type: "variable", path: "first_name", fallback: "there", marks: [] },
        ],
      },
    ],
  },
  { id: "i", kind: "image", mediaId, alt: "A lighthouse ☀" },
  {
    id: "b",
    kind: "buttons",
    buttons: [{ id: "b1", label: "Shop", action: { type: "open_url", url: "https://shop.example/?a=1&b=2" } }],
  },
];

const part: Message = {
  blocks,
  variants: [{ of: "t", channel: "sms", language: null, block: { id: "v", kind: "image", mediaId, alt: "short" } }],
};

test("blocks come back from the clipboard as they went, and other programs get their words", () => {
  const html = clipboardHtml(part);
  expect(readClipboard(html)).toEqual({ kind: "blocks", part });
  // As browsers hand it on.
  expect(readClipboard(`<html><body><!--StartFragment-->${html}<!--EndFragment--></body></html>`).kind).toBe("blocks");
  expect(html).not.toContain("<b>");
  expect(clipboardText(part)).toBe(
    'Hi "you" <b>&{{ first_name }}\n\nA lighthouse ☀\n\nShop\nhttps://shop.example/?a=1&b=2',
  );
});

test("characters that could never be saved do not come along", () => {
  const alt = (text: string): Message => ({ blocks: [{ id: "i", kind: "image", mediaId, alt: text }] });
  const found = readClipboard(clipboardHtml(alt("A\0 light\ud83dhouse ☀ 😀")));
  expect(found).toEqual({ kind: "blocks", part: alt("A lighthouse ☀ 😀") });
});

test("what is no blocks is left to the text it is pasted into", () => {
  expect(readClipboard("")).toEqual({ kind: "none" });
  expect(readClipboard("<p>Just words</p>")).toEqual({ kind: "none" });
});

describe("hostile clipboards are refused with a sentence", () => {
  const carrying = (payload: string) => `<div data-cascade-blocks="${payload}"></div>`;
  const json = (value: unknown) => carrying(encodeURIComponent(JSON.stringify(value)));
  const listed = (list: unknown) => json({ blocks: list });
  test.each([
    ["no end", '<div data-cascade-blocks="abc'],
    ["nothing", carrying("")],
    ["broken escapes", carrying("%E0%A4%A")],
    ["no JSON", carrying("hello")],
    ["no message", json(blocks)],
    ["an empty list", listed([])],
    ["an unknown kind", listed([{ id: "x", kind: "script", code: "alert(1)" }])],
    ["a foreign id for a file", listed([{ id: "x", kind: "image", mediaId: "../../etc/passwd", alt: "" }])],
    ["more blocks than a message holds", listed(Array.from({ length: 61 }, (_, n) => ({ ...blocks[1], id: `i${n}` })))],
    ["words without end", listed([{ ...blocks[1], alt: "x".repeat(5_000) }])],
    ["one id twice", listed([blocks[1], blocks[1]])],
    ["far too much", carrying("a".repeat(5_000_000))],
    ["deep nesting", carrying(encodeURIComponent("[".repeat(50_000) + "]".repeat(50_000)))],
    ["a prototype", carrying(encodeURIComponent('{"blocks":[{"id":"x","kind":"image","__proto__":{"alt":"x"}}]}'))],
  ])("%s", (_, html) => {
    expect(readClipboard(html)).toEqual({ kind: "refused", sentence: expect.stringContaining("nothing was pasted") });
  });
});

test("files of another workspace become not chosen, in the versions for channels too; those that are here stay", () => {
  expect(withOnlyMedia(part, new Set([mediaId]))).toEqual(part);
  const without = withOnlyMedia(part, new Set());
  expect(without.blocks[1]).toEqual({ ...blocks[1], mediaId: null });
  expect(without.variants?.[0]?.block).toMatchObject({ mediaId: null });
});

test("versions of blocks that are not there are left behind", () => {
  const stray = { ...part, variants: [{ of: "gone", channel: "sms" as const, language: null, block: null }] };
  expect(readClipboard(clipboardHtml(stray))).toEqual({ kind: "blocks", part: { blocks } });
});
