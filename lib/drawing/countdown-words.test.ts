import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countdownWords } from "@/lib/drawing/countdown-words";
import { isLight, legibleColour, mixColours } from "@/lib/drawing/legible-colour";
import { type Drawing, drawingSchema } from "@/lib/drawing/schema";
import { undrawable } from "@/lib/drawing/undrawable";

type Countdown = Extract<Drawing, { kind: "countdown" }>;

function countdown(about: Partial<Countdown>): Countdown {
  const style = { background: "#ffffff", foreground: "#111111", accent: "#0a7a80" };
  const deadline = "2026-11-30T23:00:00Z";
  const read = drawingSchema.parse({
    ...{ kind: "countdown", deadline, timeZone: "America/New_York", label: "Sale ends", locale: "en-US", style },
    ...about,
  });
  if (read.kind !== "countdown") throw new Error("not a countdown");
  return read;
}

const before = new Date("2026-11-26T19:12:30Z");

describe("a countdown", () => {
  it("says the deadline by the person's clock, and how long that is from now", () => {
    expect(countdownWords(countdown({}), before)).toEqual({
      label: "Sale ends",
      units: [
        { value: "4", unit: "days" },
        { value: "3", unit: "hours" },
        { value: "48", unit: "minutes" },
      ],
      ended: null,
      deadline: "Monday, November 30 at 6:00 PM EST",
      asOf: "Nov 26, 2:12 PM",
      rightToLeft: false,
    });
  });

  it("speaks the person's language", () => {
    const german = countdownWords(countdown({ locale: "de", timeZone: "Europe/Berlin" }), before);
    expect(german.deadline).toBe("Dienstag, 1. Dezember um 00:00 MEZ");
    expect(german.units.map(({ unit }) => unit)).toEqual(["Tage", "Stunden", "Minuten"]);
    const arabic = countdownWords(countdown({ locale: "ar-EG", deadline: "2026-11-28T19:12:30Z" }), before);
    expect(arabic.rightToLeft).toBe(true);
    expect(undrawable(arabic.units.map(({ unit }) => unit).join())).toEqual([]);
    expect(arabic.units.every(({ unit }) => unit.length > 0)).toBe(true);
  });

  it("speaks English where the letters of a language cannot be drawn", () => {
    expect(countdownWords(countdown({ locale: "ja" }), before).deadline).toBe("Monday, November 30 at 6:00 PM EST");
    expect(countdownWords(countdown({ locale: "hi-IN" }), before).units[0]).toEqual({ value: "4", unit: "days" });
  });

  it("drops units that are over, and never says nothing is left while something is", () => {
    const at = (now: string) => countdownWords(countdown({}), new Date(now)).units.map(({ value }) => value);
    expect(at("2026-11-30T20:29:59Z")).toEqual(["2", "31"]);
    expect(at("2026-11-30T22:30:00Z")).toEqual(["30"]);
    expect(at("2026-11-30T22:59:59.999Z")).toEqual(["1"]);
  });

  it("has ended at the deadline, not a second earlier or later", () => {
    const ended = (now: string, locale = "en") => countdownWords(countdown({ locale }), new Date(now)).ended;
    expect(ended("2026-11-30T22:59:59Z")).toBeNull();
    expect(ended("2026-11-30T23:00:00Z")).toBe("Ended");
    expect(ended("2027-03-01T00:00:00Z", "fr-CA")).toBe("Terminé");
    expect(ended("2027-03-01T00:00:00Z", "sw")).toBe("Ended");
  });

  it("names the year when it is another one", () => {
    expect(countdownWords(countdown({ deadline: "2028-02-29T20:00:00Z" }), before).deadline).toContain("2028");
  });

  it("is drawable in every language, at every moment", () => {
    const locales = fc.constantFrom(
      ..."en fr-CA de pt-BR uk el vi tr ar ar-EG fa he ur ja zh-Hant ko th hi bn".split(" "),
    );
    fc.assert(
      fc.property(locales, fc.integer({ min: -1e8, max: 1e8 }), (locale, seconds) => {
        const words = countdownWords(countdown({ locale }), new Date(before.getTime() + seconds * 1000));
        const said = [words.deadline, words.asOf, words.ended ?? "", ...words.units.flatMap(Object.values)];
        expect(undrawable(said.join(" "))).toEqual([]);
      }),
    );
  });
});

describe("letters no picture can show", () => {
  it.each([
    ["Zoë, Łódź, Ελλάδα, Київ, شكراً, שלום, Huế – 25 % off €5", []],
    ["Hi 田中 🎉🎉 there", ["田", "中", "🎉"]],
    ["สวัสดี", ["ส", "วั", "ดี"]],
  ])("%s", (text, letters) => {
    expect(undrawable(text)).toEqual(letters);
  });
});

describe("colours", () => {
  const colour = fc.stringMatching(/^#[0-9a-f]{6}$/);
  const luminance = (hex: string) => {
    const linear = [1, 3, 5]
      .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0);
  };

  it("can be read on every background", () => {
    fc.assert(
      fc.property(colour, colour, (wanted, background) => {
        const [dark = 0, light = 0] = [legibleColour(wanted, background, 4.5), background]
          .map(luminance)
          .sort((left, right) => left - right);
        expect((light + 0.05) / (dark + 0.05)).toBeGreaterThanOrEqual(4.49);
      }),
    );
  });

  it("stay as wanted where they can be read, and mix", () => {
    expect(legibleColour("#0a7a80", "#ffffff", 4.5)).toBe("#0a7a80");
    expect(mixColours("#000000", "#ffffff", 0.5)).toBe("#808080");
    expect([isLight("#ffffff"), isLight("#ffe9a8"), isLight("#14181a")]).toEqual([true, true, false]);
  });
});
