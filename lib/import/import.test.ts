import { describe, expect, it } from "vitest";
import { detectDelimiter } from "./detect-delimiter";
import { detectEncoding } from "./detect-encoding";
import { guessMapping } from "./guess-mapping";
import { type ImportMapping, importMappingSchema } from "./mapping";
import { readRow } from "./read-row";

const utf16 = (text: string, littleEndian: boolean) => {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index += 1) view.setUint16(index * 2, text.charCodeAt(index), littleEndian);
  return bytes;
};

describe("detectEncoding", () => {
  const text = "name,phone\nZoë,+4917612345678\n";
  it("knows UTF-8 with and without a byte order mark", () => {
    expect(detectEncoding(new TextEncoder().encode(text), true)).toBe("utf-8");
    expect(detectEncoding(new TextEncoder().encode(`\ufeff${text}`), true)).toBe("utf-8");
  });
  it("knows UTF-16 of both byte orders, marked or not", () => {
    expect(detectEncoding(utf16(text, true), true)).toBe("utf-16le");
    expect(detectEncoding(utf16(text, false), true)).toBe("utf-16be");
    expect(detectEncoding(utf16(`\ufeff${text}`, true), true)).toBe("utf-16le");
  });
  it("takes what is not UTF-8 as Latin-1", () => {
    expect(detectEncoding(Uint8Array.from([0x5a, 0x6f, 0xeb, 0x2c, 0x31]), true)).toBe("windows-1252");
  });
  it("does not mistake a character cut at the end of the sample for Latin-1", () => {
    const cut = new TextEncoder().encode("Zoë").slice(0, 3);
    expect(detectEncoding(cut, false)).toBe("utf-8");
    expect(detectEncoding(cut, true)).toBe("windows-1252");
  });
});

describe("detectDelimiter", () => {
  it.each([
    ["a,b,c\n1,2,3", ","],
    ["a;b;c\n1;2,5;3", ";"],
    ["a\tb\n1\t2", "\t"],
    ['"a, b";c\n"d, e, f";g', ";"],
    ["phone\n+14155550100", ","],
  ])("%j", (sample, delimiter) => expect(detectDelimiter(sample)).toBe(delimiter));
});

describe("guessMapping", () => {
  it("knows common header words in several languages and finds the consent column", () => {
    const rows = [
      ["Vorname", "Nachname", "Handy", "Opt-In", "Lieblingsfarbe"],
      ["Zoë", "Müller", "0176 12345678", "ja", "blau"],
    ];
    expect(guessMapping(rows, "DE")).toEqual({
      hasHeader: true,
      consentColumn: 3,
      targets: ["first_name", "last_name", "phone", "ignore", "attributes.lieblingsfarbe"],
    });
  });
  it("finds the phone column of a file without a header", () => {
    const guess = guessMapping(
      [
        ["Ana", "+14155552671"],
        ["Bo", "+14155552672"],
      ],
      "US",
    );
    expect(guess).toEqual({ hasHeader: false, consentColumn: null, targets: ["ignore", "phone"] });
  });
  it("maps a repeated header only once", () => {
    expect(
      guessMapping(
        [
          ["phone", "Phone", "x", "x"],
          ["+14155552671", "", "1", "2"],
        ],
        "US",
      ).targets,
    ).toEqual(["phone", "ignore", "attributes.x", "ignore"]);
  });
});

describe("readRow", () => {
  const mapping: ImportMapping = importMappingSchema.parse({
    targets: ["first_name", "phone", "country", "attributes.note"],
    hasHeader: true,
    defaultCountry: "US",
    consent: { kind: "none" },
    consentChannels: [],
    consentSource: "",
    listName: "",
  });
  const read = (cells: string[]) => readRow(cells, 2, mapping);

  it("normalises numbers by the row's country, else the default", () => {
    expect(read(["Ana", "(415) 555-2671", "", ""])).toMatchObject({
      ok: true,
      contact: { phone: "14155552671", country: "US" },
    });
    expect(read(["Zoë", "0176 12345678", "de", ""])).toMatchObject({
      ok: true,
      contact: { phone: "4917612345678", country: "DE" },
    });
  });
  it("keeps formulas, markup, emoji and right-to-left names as the text they are", () => {
    for (const name of ["=CMD|'/c calc'!A1", "<script>alert(1)</script>", "🦄👩‍👩‍👧", "محمد"]) {
      expect(read([name, "+14155552671", "", ""])).toMatchObject({ ok: true, contact: { firstName: name } });
    }
  });
  it("says why a row is refused", () => {
    expect(read(["Ana", "12", "", ""])).toEqual({
      ok: false,
      reason: '"12" is not a phone number that exists (read with country US).',
    });
    expect(read(["Ana", "", "", ""])).toMatchObject({ ok: false, reason: expect.stringContaining("no phone number") });
    expect(read(["x".repeat(501), "+14155552671", "", ""])).toMatchObject({
      ok: false,
      reason: expect.stringContaining("501 characters"),
    });
    expect(read(["Ana", "+14155552671", "", "a", "b"])).toMatchObject({
      ok: false,
      reason: expect.stringContaining("5 cells"),
    });
  });
  it("removes NUL, which PostgreSQL cannot store", () => {
    expect(read(["A\u0000na", "+14155552671", "", ""])).toMatchObject({ ok: true, contact: { firstName: "Ana" } });
  });
});

describe("importMappingSchema", () => {
  it("wants a phone column, and a source for consent", () => {
    const base = { hasHeader: true, defaultCountry: "US", consentChannels: [], consentSource: "", listName: "" };
    const without = importMappingSchema.safeParse({ ...base, targets: ["first_name"], consent: { kind: "none" } });
    expect(without.error?.issues[0]?.message).toContain("phone number");
    const unproven = importMappingSchema.safeParse({ ...base, targets: ["phone"], consent: { kind: "everyone" } });
    expect(unproven.error?.issues[0]?.path).toEqual(["consentSource"]);
  });
});
