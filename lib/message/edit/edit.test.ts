import fc from "fast-check";
import { expect, test } from "vitest";
import { duplicateBlock } from "@/lib/message/edit/duplicate-block";
import { insertBlock } from "@/lib/message/edit/insert-block";
import { moveBlock } from "@/lib/message/edit/move-block";
import { newBlock } from "@/lib/message/edit/new-block";
import { removeBlock } from "@/lib/message/edit/remove-block";
import { replaceBlock } from "@/lib/message/edit/replace-block";
import { type BlockKind, blocksMax, type Message, messageSchema } from "@/lib/message/schema";

const kinds: BlockKind[] = ["text", "image", "buttons"];

type Edit =
  | { verb: "insert"; kind: BlockKind; at: number }
  | { verb: "move"; which: number; to: number }
  | { verb: "duplicate" | "remove" | "replace"; which: number };

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({
    verb: fc.constant("insert" as const),
    kind: fc.constantFrom(...kinds),
    at: fc.integer({ min: -2, max: 70 }),
  }),
  fc.record({ verb: fc.constant("move" as const), which: fc.nat(70), to: fc.integer({ min: -2, max: 70 }) }),
  fc.record({ verb: fc.constantFrom("duplicate" as const, "remove" as const, "replace" as const), which: fc.nat(70) }),
);

test("any sequence of edits leaves a valid message in which every id is there once", () => {
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 120 }), (edits) => {
      let count = 0;
      const newId = () => `id${count++}`;
      let message: Message = { blocks: [] };
      for (const step of edits) {
        const before = structuredClone(message);
        const given = message;
        const id = "which" in step ? (message.blocks[step.which]?.id ?? "nobody") : "";
        if (step.verb === "insert") message = insertBlock(message, newBlock(step.kind, newId), step.at);
        else if (step.verb === "move") message = moveBlock(message, id, step.to);
        else if (step.verb === "duplicate") message = duplicateBlock(message, id, newId);
        else if (step.verb === "remove") message = removeBlock(message, id);
        else message = replaceBlock(message, { id, kind: "image", mediaId: null, alt: "changed" });
        expect(given).toEqual(before);
        if (step.verb === "move") {
          expect(new Set(message.blocks)).toEqual(new Set(given.blocks));
          const last = message.blocks.length - 1;
          if (id !== "nobody") expect(message.blocks[Math.max(0, Math.min(last, step.to))]?.id).toBe(id);
        }
      }
      expect(messageSchema.safeParse(message).success).toBe(true);
      const ids = message.blocks.flatMap((block) => [
        block.id,
        ...(block.kind === "buttons" ? block.buttons.map((button) => button.id) : []),
      ]);
      expect(new Set(ids).size).toBe(ids.length);
    }),
  );
});

test("a full message takes no more blocks", () => {
  let message: Message = { blocks: [] };
  for (let index = 0; index < blocksMax + 3; index++) {
    message = insertBlock(
      message,
      newBlock("text", () => `b${index}`),
      999,
    );
  }
  expect(message.blocks).toHaveLength(blocksMax);
  expect(duplicateBlock(message, "b0", () => "copy")).toBe(message);
});
