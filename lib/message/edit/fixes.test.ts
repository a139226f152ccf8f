import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyMessage } from "@/lib/channels/message.fixtures";
import { addDefault } from "@/lib/message/edit/add-default";
import { applyFix } from "@/lib/message/edit/apply-fix";
import { shortenParagraphs } from "@/lib/message/edit/shorten-paragraphs";
import { allBlocks, blocksFor } from "@/lib/message/message-view";
import type { Paragraph } from "@/lib/message/parts";
import { type Block, type Message, messageSchema } from "@/lib/message/schema";
import { variablesOf } from "@/lib/message/variables-of";

const sms = { channel: "sms" as const, language: null };
const words = (text: string): Paragraph[] => [{ style: "plain", children: [{ type: "text", text, marks: [] }] }];
const textBlock = (text: string): Block => ({ id: "t", kind: "text", paragraphs: words(text) });
const ids = () => {
  let count = 0;
  return () => `new${count++}`;
};
const saidOnSms = (message: Message) => JSON.stringify(blocksFor(message, { channel: "sms", locale: null }));

describe("a remedy", () => {
  test("acts on the channel that complained and leaves the others alone", () => {
    const message: Message = { blocks: [textBlock("It’s “on”")] };
    const fix = { type: "replace_characters" as const, replacements: { "’": "'", "“": '"', "”": '"' } };
    const mended = applyFix(message, { blockId: "t", fix, place: sms }, ids());
    expect(mended.blocks).toBe(message.blocks);
    expect(saidOnSms(mended)).toContain(`It's \\"on\\"`);
    const [own] = blocksFor(mended, { channel: "sms", locale: null });
    const again = { type: "shorten_text" as const, charsOver: 4 };
    const twice = applyFix(mended, { blockId: own?.id ?? "", fix: again, place: sms }, ids());
    expect(twice.variants).toHaveLength(1);
    expect(saidOnSms(twice)).toContain("It's…");
  });

  test("leaves words as they are that would not fit with their new characters", () => {
    const message: Message = { blocks: [{ id: "i", kind: "image", mediaId: null, alt: "…".repeat(300) }] };
    const fix = { type: "replace_characters" as const, replacements: { "…": "..." } };
    expect(applyFix(message, { blockId: "i", fix, place: sms }, ids())).toBe(message);
  });

  test("gives a valid message for any message, and changes no block of it", () => {
    const fix = fc.constantFrom(
      { type: "replace_characters" as const, replacements: { e: "E", "€": "EUR" } },
      { type: "shorten_labels" as const, charsMax: 3 },
      { type: "shorten_text" as const, charsOver: 5 },
      { type: "show_still" as const },
    );
    fc.assert(
      fc.property(anyMessage, fix, fc.nat(8), (message, chosen, which) => {
        const all = allBlocks(message);
        const blockId = all[which % Math.max(1, all.length)]?.id ?? "nobody";
        const before = structuredClone(message);
        const mended = applyFix(message, { blockId, fix: chosen, place: sms }, ids());
        expect(message).toEqual(before);
        expect(mended.blocks).toEqual(message.blocks);
        expect(messageSchema.safeParse(mended).success).toBe(true);
      }),
    );
  });
});

describe("shortening", () => {
  test("ends at a word and takes off at least what was asked for", () => {
    expect(shortenParagraphs(words("Come to the opening"), 6)).toEqual(words("Come to the…"));
    expect(shortenParagraphs(words("Short"), 9)).toBeNull();
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 70 }), (text, charsOver) => {
        const shorter = shortenParagraphs(words(text), charsOver);
        if (shorter === null) return;
        const [inline] = shorter[0]?.children ?? [];
        expect(inline?.type === "text" ? inline.text.length : 0).toBeLessThanOrEqual(text.length - charsOver);
      }),
    );
  });

  test("never cuts inside a template", () => {
    const shorter = shortenParagraphs(words("Dear {{ first_name | default: 'you' }} and all"), 12);
    expect(JSON.stringify(shorter)).not.toContain("{{");
  });
});

test("a default is given to a variable wherever it has none", () => {
  const message = messageSchema.parse({
    blocks: [
      {
        ...{ id: "t", kind: "text" },
        paragraphs: [
          {
            style: "plain",
            children: [
              { type: "variable", path: "first_name", fallback: null },
              { type: "text", text: "{{first_name}}, {{ first_name | upcase }} and {{ last_name }}" },
            ],
          },
        ],
      },
    ],
  });
  const changed = addDefault(message, "first_name", 'the "boss"');
  expect(JSON.stringify(changed)).toContain("{{ first_name | default: 'the \\\"boss\\\"' }}");
  expect(JSON.stringify(changed)).toContain('"fallback":"the \\"boss\\""');
  expect(JSON.stringify(changed)).toContain("{{ last_name }}");
  expect(variablesOf(changed)).toContain("first_name");
  expect(addDefault(message, "email", "x")).toBe(message);
});
