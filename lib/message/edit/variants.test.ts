import fc from "fast-check";
import { expect, test } from "vitest";
import { channelIds } from "@/lib/channels/ids";
import { addLanguage } from "@/lib/message/edit/add-language";
import { duplicateBlock } from "@/lib/message/edit/duplicate-block";
import { insertBlock } from "@/lib/message/edit/insert-block";
import { newBlock } from "@/lib/message/edit/new-block";
import { removeBlock } from "@/lib/message/edit/remove-block";
import { removeLanguage } from "@/lib/message/edit/remove-language";
import { removeVariant, setVariant, startVariant, variantAt } from "@/lib/message/edit/set-variant";
import { type Message, messageSchema } from "@/lib/message/schema";
import { translationProgress } from "@/lib/message/translation-progress";

type Edit =
  | { verb: "insert" | "duplicate" | "drop"; which: number }
  | { verb: "addLanguage" | "removeLanguage"; language: string }
  | {
      verb: "start" | "leaveOut" | "same";
      which: number;
      channel: (typeof channelIds)[number] | null;
      language: string;
    };

const language = fc.constantFrom("es", "pt-BR");
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ verb: fc.constantFrom("insert" as const, "duplicate" as const, "drop" as const), which: fc.nat(5) }),
  fc.record({ verb: fc.constantFrom("addLanguage" as const, "removeLanguage" as const), language }),
  fc.record({
    verb: fc.constantFrom("start" as const, "leaveOut" as const, "same" as const),
    which: fc.nat(5),
    channel: fc.option(fc.constantFrom(...channelIds), { freq: 1 }),
    language,
  }),
);

test("whatever versions come and go, the message stays valid, every id is there once, and nobody stands in for what is gone", () => {
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 80, size: "+1" }), (edits) => {
      let count = 0;
      const newId = () => `id${count++}`;
      let message: Message = { blocks: [] };
      for (const step of edits) {
        const given = message;
        const before = structuredClone(message);
        const id = "which" in step ? (message.blocks[step.which]?.id ?? "nobody") : "";
        if (step.verb === "insert") message = insertBlock(message, newBlock("carousel", newId), step.which);
        else if (step.verb === "duplicate") message = duplicateBlock(message, id, newId);
        else if (step.verb === "drop") message = removeBlock(message, id);
        else if (step.verb === "addLanguage") message = addLanguage(message, step.language);
        else if (step.verb === "removeLanguage") {
          message = removeLanguage(message, step.language);
          expect(message.variants?.some((variant) => variant.language === step.language) ?? false).toBe(false);
        } else if ("channel" in step) {
          const place = { channel: step.channel, language: step.channel === null ? step.language : null };
          if (step.verb === "start") message = startVariant(message, id, place, newId);
          else if (step.verb === "leaveOut") message = setVariant(message, id, place, null);
          else message = removeVariant(message, id, place);
          const version = variantAt(message, id, place);
          if (id !== "nobody") expect(version === undefined).toBe(step.verb === "same");
          if (step.verb === "start" && id !== "nobody") expect(version?.block).not.toBeNull();
        }
        expect(given).toEqual(before);
      }
      expect(messageSchema.safeParse(message).success).toBe(true);
      const variants = message.variants ?? [];
      const blockIds = new Set(message.blocks.map((block) => block.id));
      expect(variants.every(({ of }) => blockIds.has(of))).toBe(true);
      const ids = [...message.blocks, ...variants.flatMap(({ block }) => block ?? [])].flatMap((block) => [
        block.id,
        ...("cards" in block ? block.cards.map((card) => card.id) : []),
      ]);
      expect(new Set(ids).size).toBe(ids.length);
      const places = variants.map(({ of, channel, language: tag }) => `${of} ${channel} ${tag}`);
      expect(new Set(places).size).toBe(places.length);
    }),
  );
});

test("a version for a channel in a language starts from the words of that language", () => {
  let count = 0;
  const newId = () => `n${count++}`;
  const paragraph = (text: string) => [
    { style: "plain" as const, children: [{ type: "text" as const, text, marks: [] }] },
  ];
  let message: Message = { blocks: [{ id: "a", kind: "text", paragraphs: paragraph("Hello") }], languages: ["es"] };
  const spanish = { id: "b", kind: "text" as const, paragraphs: paragraph("Hola") };
  message = setVariant(message, "a", { channel: null, language: "es" }, spanish);
  message = startVariant(message, "a", { channel: "sms", language: "es" }, newId);
  expect(variantAt(message, "a", { channel: "sms", language: "es" })?.block).toEqual({ ...spanish, id: "n0" });
});

test("progress counts blocks with words only, and what is left out on purpose as done", () => {
  const blocks = (["text", "divider", "buttons"] as const).map((kind) => newBlock(kind, () => kind));
  const worded = ({ kind }: { kind: string }) => kind !== "divider";
  let message: Message = { blocks, languages: ["es"] };
  expect(translationProgress(message, "es", worded)).toEqual({ done: 0, total: 2 });
  message = startVariant(message, "text", { channel: null, language: "es" }, () => "copy");
  message = startVariant(message, "buttons", { channel: "sms", language: "es" }, () => "other");
  expect(translationProgress(message, "es", worded)).toEqual({ done: 1, total: 2 });
  message = setVariant(message, "buttons", { channel: null, language: "es" }, null);
  expect(translationProgress(message, "es", worded)).toEqual({ done: 2, total: 2 });
});
