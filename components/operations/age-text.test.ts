import { expect, it } from "vitest";
import { ageText } from "@/components/operations/age-text";

it("says how long ago in a unit that fits, and nothing is in the future", () => {
  const now = "2026-03-02T12:00:00.000Z";
  expect(ageText("2026-03-02T11:59:52.000Z", now)).toBe("8 s");
  expect(ageText("2026-03-02T11:57:00.000Z", now)).toBe("3 min");
  expect(ageText("2026-03-02T09:59:00.000Z", now)).toBe("2 h");
  expect(ageText("2026-02-26T12:00:00.000Z", now)).toBe("4 days");
  expect(ageText("2026-03-02T12:00:05.000Z", now)).toBe("0 s");
});
