import { describe, expect, test } from "vitest";
import { billed } from "./billing";

const text = (value: string, ...suggestions: string[]) => ({
  message_type: "text",
  text: value,
  ...(suggestions.length > 0 ? { suggestions: suggestions.map((type) => ({ type, text: "Words on a button" })) } : {}),
});
const card = { message_type: "card", card: { title: "Sale", text: "x".repeat(400) } };

describe("what an RCS message is billed as", () => {
  test("in the United States: segments of 160 bytes for text, one for everything richer", () => {
    expect(billed(text("x".repeat(160)), "US")).toEqual({ billedAs: "us_rich", billedUnits: 1 });
    expect(billed(text("x".repeat(300), "reply", "dial", "open_url"), "US")).toEqual({
      billedAs: "us_rich",
      billedUnits: 2,
    });
    // An accent takes two bytes, an emoji four.
    expect(billed(text(`${"é".repeat(79)}🎉`), "US")).toEqual({ billedAs: "us_rich", billedUnits: 2 });
    expect(billed(text("Come", "view_location"), "US")).toEqual({ billedAs: "us_rich_media", billedUnits: 1 });
    expect(billed(card, "US")).toEqual({ billedAs: "us_rich_media", billedUnits: 1 });
  });

  test("elsewhere: basic for short bare text, single for all else", () => {
    expect(billed(text("x".repeat(160)), "DE")).toEqual({ billedAs: "basic", billedUnits: 1 });
    expect(billed(text("x".repeat(161)), "DE")).toEqual({ billedAs: "single", billedUnits: 1 });
    expect(billed(text("Hi", "reply"), null)).toEqual({ billedAs: "single", billedUnits: 1 });
    expect(billed(card, "FR")).toEqual({ billedAs: "single", billedUnits: 1 });
  });
});
