import { describe, expect, test } from "vitest";
import { clipboardHtml, clipboardText, mediaIdsIn, readClipboard, withOnlyMedia } from "@/lib/message/block-clipboard";
import type { Block } from "@/lib/message/schema";

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

test("blocks come back from the clipboard as they went, and other programs get their words", () => {
  const html = clipboardHtml(blocks);
  expect(readClipboard(html)).toEqual({ kind: "blocks", blocks });
  // As browsers hand it on.
  expect(readClipboard(`<html><body><!--StartFragment-->${html}<!--EndFragment--></body></html>`).kind).toBe("blocks");
  expect(html).not.toContain("<b>");
  expect(clipboardText(blocks)).toBe(
    'Hi "you" <b>&{{ first_name }}\n\nA lighthouse ☀\n\nShop\nhttps://shop.example/?a=1&b=2',
  );
});

test("what is no blocks is left to the text it is pasted into", () => {
  expect(readClipboard("")).toEqual({ kind: "none" });
  expect(readClipboard("<p>Just words</p>")).toEqual({ kind: "none" });
});

describe("hostile clipboards are refused with a sentence", () => {
  const carrying = (payload: string) => `<div data-cascade-blocks="${payload}"></div>`;
  const json = (value: unknown) => carrying(encodeURIComponent(JSON.stringify(value)));
  test.each([
    ["no end", '<div data-cascade-blocks="abc'],
    ["nothing", carrying("")],
    ["broken escapes", carrying("%E0%A4%A")],
    ["no JSON", carrying("hello")],
    ["no list", json({ blocks })],
    ["an empty list", json([])],
    ["an unknown kind", json([{ id: "x", kind: "script", code: "alert(1)" }])],
    ["a foreign id for a file", json([{ id: "x", kind: "image", mediaId: "../../etc/passwd", alt: "" }])],
    ["more blocks than a message holds", json(Array.from({ length: 61 }, (_, n) => ({ ...blocks[1], id: `i${n}` })))],
    ["words without end", json([{ ...blocks[1], alt: "x".repeat(5_000) }])],
    ["one id twice", json([blocks[1], blocks[1]])],
    ["far too much", carrying("a".repeat(5_000_000))],
    ["deep nesting", carrying(encodeURIComponent("[".repeat(50_000) + "]".repeat(50_000)))],
    ["a prototype", carrying(encodeURIComponent('[{"id":"x","kind":"image","__proto__":{"alt":"x"}}]'))],
  ])("%s", (_, html) => {
    expect(readClipboard(html)).toEqual({ kind: "refused", sentence: expect.stringContaining("nothing was pasted") });
  });
});

test("files of another workspace become not chosen; those that are here stay", () => {
  expect(mediaIdsIn(blocks)).toEqual([mediaId]);
  expect(withOnlyMedia(blocks, new Set([mediaId]))).toEqual(blocks);
  expect(withOnlyMedia(blocks, new Set())[1]).toEqual({ ...blocks[1], mediaId: null });
});
