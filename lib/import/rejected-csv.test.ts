import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, it } from "vitest";
import { fileNameFromHeader } from "./file-name";
import { rejectedCsvLine } from "./rejected-csv";

it.each(["=CMD()", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r\n=1"])("a spreadsheet does not run %j", (cell) => {
  expect(parse(rejectedCsvLine([cell]))).toEqual([[`'${cell}`]]);
});

it("any other cells are read back as they were", () => {
  const cell = fc.string({ unit: "grapheme" }).filter((text) => !/^\s*[=+\-@]/.test(text));
  fc.assert(
    fc.property(fc.array(cell, { minLength: 2, maxLength: 5 }), (cells) => {
      expect(parse(rejectedCsvLine(cells), { record_delimiter: "\r\n" })).toEqual([cells]);
    }),
  );
});

it("an uploaded file keeps its name, never a folder or a control character", () => {
  expect(fileNameFromHeader(encodeURIComponent("C:\\me\\Kund\u0007en ü.csv"))).toBe("Kunden ü.csv");
  expect(fileNameFromHeader("100%.csv")).toBe("100%.csv");
  expect(fileNameFromHeader("../../etc/")).toBe("contacts.csv");
  expect(fileNameFromHeader(null)).toBe("contacts.csv");
});
