import { expect, test } from "vitest";
import { keepsQuietHours } from "./keeps-quiet-hours";

const hours = (isOn: boolean, inSandbox: boolean) => ({ isOn, inSandbox, regions: {} });

test("real phones have quiet hours while they are on, whatever is said of the sandbox", () => {
  expect(keepsQuietHours(hours(true, false), "vonage")).toBe(true);
  expect(keepsQuietHours(hours(false, true), "vonage")).toBe(false);
});

test("virtual phones have them only when somebody asked for it", () => {
  expect(keepsQuietHours(hours(true, false), "sandbox")).toBe(false);
  expect(keepsQuietHours(hours(true, true), "sandbox")).toBe(true);
});
