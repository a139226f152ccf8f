import { expect, test } from "vitest";
import { newBlock } from "@/lib/message/edit/new-block";
import type { Message } from "@/lib/message/schema";
import { worstByBlock } from "./worst-by-block";

const text = newBlock("text", () => "text");
const image = newBlock("image", () => "image");
const divider = newBlock("divider", () => "divider");
const message: Message = { blocks: [text, image, divider] };

test("a block is marked with the worst that is wrong with it, and one that is fine is not", () => {
  const worst = worstByBlock(message);
  expect(worst.get("text")).toBe("warning");
  expect(worst.get("image")).toBe("blocker");
  expect(worst.has("divider")).toBe(false);
});

test("what is wrong with a version marks the block it stands in for", () => {
  const version = newBlock("gif", () => "version");
  const variants = [{ of: "divider", channel: "whatsapp" as const, language: null, block: version }];
  const worst = worstByBlock({ ...message, variants });
  expect(worst.get("divider")).toBe("blocker");
  expect(worst.has("version")).toBe(false);
});
