import { describe, expect, it } from "vitest";
import type { RenderedMessage } from "@/lib/channels/contract";
import { lostLetters } from "@/lib/channels/lost-letters";
import { mediaId } from "@/lib/channels/message.fixtures";
import type { DrawingRequest } from "@/lib/drawing/schema";

const style = { background: "#000000", foreground: "#ffffff", accent: "#ff0000" };
const countdown = (label: string): DrawingRequest => ({
  ...{ kind: "countdown", deadline: "2026-12-04T17:00:00Z", timeZone: "Europe/Lisbon", label, locale: "en", style },
});
const shows = (...drawings: DrawingRequest[]): RenderedMessage => ({
  blocks: drawings.map((drawing, index) => ({
    ...{ id: `b${index}`, kind: "media" },
    media: { kind: "image", source: { type: "drawing", drawing }, alt: "", playKey: null },
  })),
});
const said = (drawing: DrawingRequest) => lostLetters(shows(drawing)).map(({ text }) => text);

describe("letters that would be lost in a picture", () => {
  it("are named with their block, and what to do", () => {
    expect(lostLetters(shows(countdown("Sale"), countdown("Sale 🎉 for 田中")))).toEqual([
      {
        ...{ severity: "warning", code: "letters_lost", blockId: "b1" },
        text: "The countdown cannot show 🎉, 田 and 中 and would leave them out.",
        remedy: "Write the words without them, or in a text, which shows every letter.",
      },
    ]);
    expect(said(countdown("🎉🎉"))).toEqual(["The countdown cannot show 🎉 and would leave it out."]);
  });

  it("are counted where they are many", () => {
    expect(said(countdown("一二三四五六七八"))).toEqual([
      "The countdown cannot show 一, 二, 三, 四, 五, 六 and 2 more and would leave them out.",
    ]);
  });

  it("are those of maps, of words on a picture and of a code's caption, not of the code itself", () => {
    expect(said({ kind: "map", latitude: 1, longitude: 2, label: "東" })).toHaveLength(1);
    expect(said({ kind: "caption", mediaId, text: "東", place: "top", color: "#ffffff" })).toHaveLength(1);
    expect(said({ kind: "qr", text: "東", caption: "東" })).toHaveLength(1);
    expect(said({ kind: "qr", text: "東", caption: "Scan" })).toEqual([]);
  });

  it("are those of a product's name only where it has no picture", () => {
    expect(said({ kind: "photo", url: null, label: "東" })).toHaveLength(1);
    expect(said({ kind: "photo", url: "https://shop.example/a.jpg", label: "東" })).toEqual([]);
  });

  it("are not those that are cut off, nor of what cannot be drawn", () => {
    expect(said(countdown(`${"a".repeat(100)}東`))).toEqual([]);
    expect(said({ ...countdown("東"), timeZone: "Nowhere/Town" } as DrawingRequest)).toEqual([]);
  });

  it("may stand in a card", () => {
    const [block] = shows({ kind: "map", latitude: 1, longitude: 2, label: "東" }).blocks;
    if (block?.kind !== "media") throw new Error("no media");
    const card = { id: "c", media: block.media, title: [], text: [], buttons: [] };
    expect(lostLetters({ blocks: [{ id: "k", kind: "carousel", cards: [card] }] })[0]?.blockId).toBe("k");
  });
});
