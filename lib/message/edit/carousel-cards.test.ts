import fc from "fast-check";
import { expect, test } from "vitest";
import { type CarouselBlock, cardsMax, cardsMin, carouselBlock } from "@/lib/message/blocks/carousel";
import { addCard } from "@/lib/message/edit/add-card";
import { duplicateCard } from "@/lib/message/edit/duplicate-card";
import { moveItem } from "@/lib/message/edit/move-item";
import { removeCard } from "@/lib/message/edit/remove-card";
import { messageSchema } from "@/lib/message/schema";

type Edit = { verb: "add" | "duplicate" | "remove"; at: number } | { verb: "move"; at: number; to: number };

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ verb: fc.constantFrom("add" as const, "duplicate" as const, "remove" as const), at: fc.nat(11) }),
  fc.record({ verb: fc.constant("move" as const), at: fc.nat(11), to: fc.integer({ min: -2, max: 12 }) }),
);

test("whatever is done to its cards, a carousel keeps two to ten of them, each id once, and loses none by moving", () => {
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 60 }), (edits) => {
      let count = 0;
      const newId = () => `id${count++}`;
      let block: CarouselBlock = carouselBlock.empty(newId, "UTC");
      for (const step of edits) {
        const given = block;
        const before = structuredClone(block);
        if (step.verb === "add") block = addCard(block, newId);
        else if (step.verb === "duplicate") block = duplicateCard(block, step.at, newId);
        else if (step.verb === "remove") block = removeCard(block, step.at);
        else if (step.verb === "move") block = { ...block, cards: moveItem(block.cards, step.at, step.to) };
        expect(given).toEqual(before);
        if (step.verb === "move") expect(new Set(block.cards)).toEqual(new Set(given.cards));
        if (step.verb === "duplicate" && block !== given) {
          expect(block.cards[step.at + 1]?.buttons.length).toBe(given.cards[step.at]?.buttons.length);
        }
      }
      expect(block.cards.length).toBeGreaterThanOrEqual(cardsMin);
      expect(block.cards.length).toBeLessThanOrEqual(cardsMax);
      expect(messageSchema.safeParse({ blocks: [block] }).success).toBe(true);
      const ids = block.cards.flatMap((card) => [card.id, ...card.buttons.map(({ id }) => id)]);
      expect(new Set(ids).size).toBe(ids.length);
    }),
  );
});
