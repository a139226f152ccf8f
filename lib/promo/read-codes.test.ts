import { expect, test } from "vitest";
import { readCodes } from "@/lib/promo/read-codes";

test("one code per line, whatever ends the lines, with quotes, a heading and empty lines", () => {
  const text = '\uFEFFPromo code\r\n"SUN-1",\r\n\r\n  SUN-2;\nSUN-3\rsun-3\n';
  expect(readCodes(text)).toEqual({ codes: ["SUN-1", "SUN-2", "SUN-3", "sun-3"], repeatedCount: 0, refused: [] });
});

test("only the first line can be a heading, and codes that repeat are counted", () => {
  expect(readCodes("A\ncode\nA\nB\nA")).toEqual({ codes: ["A", "code", "B"], repeatedCount: 2, refused: [] });
});

test("what is no code is named by its line", () => {
  const { codes, refused } = readCodes(`${"x".repeat(40)}\n${"x".repeat(41)}\nA,10 %\nB\u0000C`);
  expect(codes).toEqual(["x".repeat(40)]);
  expect(refused).toEqual([
    { line: 2, text: "is longer than 40 characters." },
    { line: 3, text: "holds more than one value. Write one code per line." },
    { line: 4, text: "holds characters that cannot be shown." },
  ]);
});

test("nothing is nothing", () => {
  expect(readCodes(" \n,;\n")).toEqual({ codes: [], repeatedCount: 0, refused: [] });
});
