import { expect, test } from "vitest";
import { colorContrast } from "@/lib/message/color-contrast";

test("contrast is counted as WCAG counts it, whichever colour is named first", () => {
  expect(colorContrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(colorContrast("#ffffff", "#767676")).toBeCloseTo(4.54, 2);
  expect(colorContrast("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
  expect(colorContrast("#7fd4c8", "#7fd4c8")).toBe(1);
});
