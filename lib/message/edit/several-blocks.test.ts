import fc from "fast-check";
import { expect, test } from "vitest";
import { duplicateBlocks } from "@/lib/message/edit/duplicate-blocks";
import { moveBlocks } from "@/lib/message/edit/move-blocks";
import { newBlock } from "@/lib/message/edit/new-block";
import { partOfMessage } from "@/lib/message/edit/part-of-message";
import { pasteBlocks } from "@/lib/message/edit/paste-blocks";
import { removeBlocks } from "@/lib/message/edit/remove-blocks";
import { blocksMax, languagesMax, type Message, messageSchema } from "@/lib/message/schema";

const of = (...ids: string[]): Message => ({
  blocks: ids.map((id) => ({ id, kind: "image", mediaId: null, alt: id })),
});
const order = ({ blocks }: Message) => blocks.map(({ id }) => id).join(" ");

test("several blocks move one place, past those that stay, and stop at the end", () => {
  expect(order(moveBlocks(of("a", "B", "c", "D"), new Set(["B", "D"]), -1))).toBe("B a D c");
  expect(order(moveBlocks(of("A", "B", "c"), new Set(["A", "B"]), -1))).toBe("A B c");
  expect(order(moveBlocks(of("A", "B", "c"), new Set(["A", "B"]), 1))).toBe("c A B");
  expect(order(moveBlocks(of("a", "B"), new Set(["B"]), 1))).toBe("a B");
});

test("copies stand after the last of their originals, in their order; all of them or none", () => {
  let count = 0;
  const newId = () => `copy${count++}`;
  expect(order(duplicateBlocks(of("A", "b", "C", "d"), new Set(["A", "C"]), newId))).toBe("A b C copy0 copy1 d");
  const full = of(...Array.from({ length: blocksMax - 1 }, (_, index) => `b${index}`));
  expect(duplicateBlocks(full, new Set(["b0", "b1"]), newId)).toBe(full);
  expect(pasteBlocks(full, of("x", "y"), 0, newId)).toBe(full);
  expect(pasteBlocks(full, of("x"), 0, newId).blocks).toHaveLength(blocksMax);
});

type Step =
  | { verb: "duplicate" | "remove" | "up" | "down"; which: number[] }
  | { verb: "paste"; which: number[]; at: number };

const which = fc.uniqueArray(fc.nat(20), { maxLength: 6 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ verb: fc.constantFrom("duplicate" as const, "remove" as const, "up" as const, "down" as const), which }),
  fc.record({ verb: fc.constant("paste" as const), which, at: fc.integer({ min: -1, max: 25 }) }),
);

test("any sequence leaves a valid message in which every id is there once, and changes no message it was given", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let count = 0;
      const newId = () => `id${count++}`;
      let message: Message = {
        blocks: (["text", "carousel", "rsvp", "product"] as const).map((kind) => newBlock(kind, newId)),
      };
      const [first] = message.blocks;
      const inSpanish = { of: first?.id ?? "", channel: null, language: "es", block: newBlock("buttons", newId) };
      message = { ...message, variants: [inSpanish], languages: ["es"] };
      for (const each of steps) {
        const given = message;
        const before = structuredClone(message);
        const chosen = each.which.flatMap((place) => message.blocks[place] ?? []);
        const ids = new Set(chosen.map(({ id }) => id));
        if (each.verb === "duplicate") message = duplicateBlocks(message, ids, newId);
        else if (each.verb === "remove") message = removeBlocks(message, ids);
        else if (each.verb === "paste") message = pasteBlocks(message, partOfMessage(message, ids), each.at, newId);
        else message = moveBlocks(message, ids, each.verb === "up" ? -1 : 1);
        expect(given).toEqual(before);
        const added = message.blocks.length - given.blocks.length;
        if (each.verb === "remove") expect(added).toBe(0 - ids.size);
        else if (each.verb === "up" || each.verb === "down") expect(added).toBe(0);
        else expect([0, ids.size]).toContain(added);
      }
      expect(messageSchema.safeParse(message).success).toBe(true);
      const there = new Set(message.blocks.map(({ id }) => id));
      expect(message.variants?.every(({ of }) => there.has(of))).toBe(true);
      const all = JSON.stringify(message).match(/"id":"[^"]+"/g) ?? [];
      expect(new Set(all).size).toBe(all.length);
    }),
  );
});

test("what stands in for a block comes along, with its language, under ids of its own", () => {
  let count = 0;
  const variant = { of: "x", channel: null, language: "es", block: of("xe").blocks[0] ?? null };
  const part: Message = { ...of("x"), variants: [variant] };
  const pasted = pasteBlocks(of("a"), part, 1, () => `new${count++}`);
  expect(order(pasted)).toBe("a new0");
  expect(pasted).toMatchObject({
    variants: [{ of: "new0", language: "es", block: { id: "new1" } }],
    languages: ["es"],
  });
});

test("copies whose versions or languages are too many to be saved are not made", () => {
  let count = 0;
  const newId = () => `new${count++}`;
  const versions = (block: string, languages: readonly string[]) =>
    languages.map((language) => ({ of: block, channel: null, language, block: null }));
  const tags = (some: number) => Array.from({ length: some }, (_, index) => `x${String.fromCharCode(97 + index)}`);
  // Any clipboard may hold more languages than a message can have.
  const before = of("a");
  const spoken: Message = { ...of("x"), variants: versions("x", tags(languagesMax + 1)) };
  expect(pasteBlocks(before, spoken, 1, newId)).toBe(before);
  expect(pasteBlocks(before, { ...of("x"), variants: versions("x", tags(languagesMax)) }, 1, newId)).not.toBe(before);
  const ids = Array.from({ length: 30 }, (_, index) => `b${index}`);
  const full: Message = {
    ...of(...ids, "plain"),
    languages: tags(20),
    variants: ids.flatMap((id) => versions(id, tags(20))),
  };
  expect(messageSchema.safeParse(full).success).toBe(true);
  expect(duplicateBlocks(full, new Set(["plain", "b1"]), newId)).toBe(full);
  expect(duplicateBlocks(full, new Set(["plain"]), newId).blocks).toHaveLength(32);
  expect(pasteBlocks(full, partOfMessage(full, new Set(["b1"])), 0, newId)).toBe(full);
});
