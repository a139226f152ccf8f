import { expect, test } from "vitest";
import { removeVariant, setVariant, startVariant } from "@/lib/message/edit/set-variant";
import { blocksFor, writtenLanguage } from "@/lib/message/message-view";
import { type Block, type Message, messageSchema } from "@/lib/message/schema";

const text = (id: string, words: string): Block => ({
  ...{ id, kind: "text" },
  paragraphs: [{ style: "plain", children: [{ type: "text", text: words, marks: [] }] }],
});
const rcs = { channel: "rcs" as const, language: null };
const spanish = { channel: null, language: "es" };
const both = { channel: "rcs" as const, language: "es" };

const message: Message = {
  blocks: [text("a", "Hello"), text("b", "World")],
  languages: ["es", "pt-BR"],
};
const idsFor = (from: Message, channel: "rcs" | "sms" | null, locale: string | null) =>
  blocksFor(from, { channel, locale }).map(({ id }) => id);

test("a person gets the nearest version: channel and language, then language, then channel, then the block", () => {
  let versions = setVariant(message, "a", rcs, text("a-rcs", "Hi"));
  versions = setVariant(versions, "a", spanish, text("a-es", "Hola"));
  expect(idsFor(versions, "sms", null)).toEqual(["a", "b"]);
  expect(idsFor(versions, "rcs", null)).toEqual(["a-rcs", "b"]);
  expect(idsFor(versions, "sms", "es-MX")).toEqual(["a-es", "b"]);
  expect(idsFor(versions, "rcs", "es")).toEqual(["a-es", "b"]);
  versions = setVariant(versions, "a", both, text("a-both", "Hola, RCS"));
  expect(idsFor(versions, "rcs", "es")).toEqual(["a-both", "b"]);
  expect(idsFor(versions, "rcs", "fr")).toEqual(["a-rcs", "b"]);
  expect(messageSchema.parse(versions)).toEqual(versions);
});

test("a version may leave a block out, and taking the version away brings the block back", () => {
  const without = setVariant(message, "b", rcs, null);
  expect(idsFor(without, "rcs", null)).toEqual(["a"]);
  expect(idsFor(without, "sms", null)).toEqual(["a", "b"]);
  expect(idsFor(removeVariant(without, "b", rcs), "rcs", null)).toEqual(["a", "b"]);
});

test("a version starts as a copy with ids of its own, once", () => {
  let count = 0;
  const newId = () => `new${count++}`;
  const started = startVariant(message, "a", rcs, newId);
  expect(idsFor(started, "rcs", null)).toEqual(["new0", "b"]);
  expect(startVariant(started, "a", rcs, newId)).toBe(started);
  expect(startVariant(message, "nobody", rcs, newId)).toBe(message);
});

test("a language is found by its tag, or without its region", () => {
  expect(writtenLanguage(message, "es-AR")).toBe("es");
  expect(writtenLanguage(message, "ES")).toBe("es");
  expect(writtenLanguage(message, "pt-BR")).toBe("pt-BR");
  expect(writtenLanguage(message, "pt")).toBeNull();
  expect(writtenLanguage(message, null)).toBeNull();
});
