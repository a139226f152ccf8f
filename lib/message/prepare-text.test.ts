import fc from "fast-check";
import { expect, test } from "vitest";
import { personScope } from "@/lib/message/person";
import { prepareText, renderText } from "@/lib/message/prepare-text";

const scope = personScope({
  first_name: "Ana",
  last_name: null,
  email: null,
  country: null,
  locale: null,
  time_zone: null,
  attributes: { city: "Porto" },
});

test("any text can be prepared and filled in without an exception", () => {
  const bits = fc.constantFrom(
    "{{",
    "}}",
    "{%",
    "%}",
    " if ",
    "endif",
    "first_name",
    "|",
    "default:",
    '"',
    "'",
    "x",
    "\n",
    ".",
    "1",
    "case",
    "-",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(bits, { maxLength: 40 }).map((list) => list.join("")),
      ),
      (source) => {
        const gaps = { missing: new Set<string>() };
        expect(typeof renderText(prepareText(source), scope, gaps)).toBe("string");
      },
    ),
    { numRuns: 1000 },
  );
});

test.each([
  ["deeply nested conditions", `${"{% if first_name %}".repeat(200)}x${"{% endif %}".repeat(200)}`],
  ["a thousand open braces", "{{".repeat(1000)],
  ["many filters", `{{ first_name ${"| append: first_name ".repeat(200)}}}`],
  ["more than a template may hold", `{{ first_name }}${"x".repeat(1_000_000)}`],
])("%s ends quickly", (_, source) => {
  const before = performance.now();
  const gaps = { missing: new Set<string>() };
  const text = renderText(prepareText(source), scope, gaps);
  expect(performance.now() - before).toBeLessThan(150);
  expect(text.length).toBeLessThanOrEqual(Math.max(5000, source.length));
});
