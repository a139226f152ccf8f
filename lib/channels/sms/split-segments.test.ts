import fc from "fast-check";
import { expect, test } from "vitest";
import { channelWords, wordLanguages } from "@/lib/channels/channel-words";
import { septetsOf } from "./gsm-alphabet";
import { withSmartCharacters } from "./smart-characters";
import { splitSegments } from "./split-segments";

const count = (text: string) => {
  const { encoding, parts, units, unitsLeft } = splitSegments(text);
  return [encoding, parts.length, units, unitsLeft];
};

test.each([
  ["", ["GSM-7", 1, 0, 160]],
  ["a".repeat(160), ["GSM-7", 1, 160, 0]],
  ["a".repeat(161), ["GSM-7", 2, 161, 145]],
  ["a".repeat(306), ["GSM-7", 2, 306, 0]],
  ["a".repeat(307), ["GSM-7", 3, 307, 152]],
  // The euro sign takes two septets.
  ["€".repeat(80), ["GSM-7", 1, 160, 0]],
  [`${"a".repeat(159)}€`, ["GSM-7", 2, 161, 145]],
  ["ж".repeat(70), ["UCS-2", 1, 70, 0]],
  ["ж".repeat(71), ["UCS-2", 2, 71, 63]],
  ["ж".repeat(134), ["UCS-2", 2, 134, 0]],
  ["🎉".repeat(35), ["UCS-2", 1, 70, 0]],
  // 67 units hold 33 pairs: the 67th stays free rather than splitting one.
  ["🎉".repeat(36), ["UCS-2", 2, 72, 61]],
] as const)("counts %#", (text, expected) => {
  expect(count(text)).toEqual(expected);
});

test("an escaped character is not cut in two at the end of a part", () => {
  const { parts } = splitSegments(`${"a".repeat(152)}€${"b".repeat(20)}`);
  expect(parts[0]).toBe("a".repeat(152));
  expect(parts[1]).toBe(`€${"b".repeat(20)}`);
});

test("names the first character that makes the text dear", () => {
  expect(splitSegments("Fifty “off”").offender).toEqual({ char: "“", index: 6 });
  expect(splitSegments("á la carte").offender).toEqual({ char: "á", index: 0 });
  expect(splitSegments("ok 🎉").offender).toEqual({ char: "🎉", index: 3 });
  expect(splitSegments("àèéìòù ÄÖÜäöüß Ç @£$¥ {}[]~|^\\€").offender).toBeNull();
});

test("parts together are the text, and none is fuller than a part can be", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 700 }),
    fc.string({ unit: fc.constantFrom("a", "€", "é", "\n", "^"), maxLength: 700 }),
  );
  fc.assert(
    fc.property(text, (value) => {
      const { encoding, parts } = splitSegments(value);
      expect(parts.join("")).toBe(value);
      const perPart = encoding === "GSM-7" ? (parts.length > 1 ? 153 : 160) : parts.length > 1 ? 67 : 70;
      for (const part of parts) {
        let units = 0;
        for (const char of part) units += encoding === "GSM-7" ? (septetsOf(char) ?? Number.NaN) : char.length;
        expect(units).toBeLessThanOrEqual(perPart);
      }
    }),
  );
});

test("plain characters bring a text back into the cheap alphabet", () => {
  expect(withSmartCharacters("“Half” – it’s on…\u00a0now")).toBe('"Half" - it\'s on... now');
  expect(withSmartCharacters("ж 🎉")).toBe("ж 🎉");
});

test("the words added to every text message stay within the cheap alphabet where the script allows", () => {
  for (const language of wordLanguages.filter((name) => name !== "ar")) {
    for (const text of Object.values(channelWords(language))) {
      const words = text.replace("{label}", "");
      expect([language, words, splitSegments(words).encoding]).toEqual([language, words, "GSM-7"]);
    }
  }
});
