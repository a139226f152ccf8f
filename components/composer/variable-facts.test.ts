import { expect, test } from "vitest";
import { coverageText, lackText } from "./variable-facts";

const facts = (have: number, people: number, isEverybody: boolean) => ({
  people,
  isEverybody,
  variables: [{ path: "first_name", have, samples: have === 0 ? [] : ["Ana", "Bo"] }],
});

test("a share is never rounded to everybody or to nobody", () => {
  expect(coverageText(facts(4999, 5000, true), "first_name")).toBe("99 % have it: Ana, Bo");
  expect(coverageText(facts(1, 5000, true), "first_name")).toBe("1 % have it: Ana, Bo");
  expect(coverageText(facts(5000, 5000, true), "first_name")).toBe("100 % have it: Ana, Bo");
  expect(coverageText(facts(0, 5000, true), "first_name")).toBe("Nobody has it");
  expect(coverageText(facts(5, 5, true), "attributes.unheard")).toBe("Nobody has it");
});

test("what was not counted says so", () => {
  expect(coverageText(facts(1500, 2000, false), "first_name")).toBe("about 75 % have it: Ana, Bo");
  expect(lackText(facts(1500, 2000, false), "first_name")).toMatch(/^500 of the newest 2,000 people/);
  expect(lackText(facts(4688, 5000, true), "first_name")).toBe("312 of 5,000 people in the audience have none.");
  expect(lackText(null, "first_name")).toBe("");
});
