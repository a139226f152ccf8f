import fc from "fast-check";
import { expect, test } from "vitest";
import { compileExpression } from "./expression";

const scope = {
  event: { data: { id: "c1", n: 12, yes: true, nothing: null } },
  async: { data: { id: "c1", n: 3 } },
};

test.each<[string, unknown]>([
  ["event.data.id", "c1"],
  ["event.data.id == async.data.id", true],
  ["event.data.n > async.data.n && event.data.yes == true", true],
  ["event.data.n <= 11.5 || !event.data.yes", false],
  ["event.data.id != 'c1'", false],
  ['event.data.id + "-" + event.data.n', "c1-12"],
  ["event.data.n + 1 == 13", true],
  ["(1 == 2 || 3 == 3) && has(event.data.id)", true],
  ["has(event.data.missing)", false],
  ["event.data.missing.deeper == null", true],
  ["event.data.missing == async.data.missing", true],
  ["event.data.n < 'a'", false],
  ["event.data.toString == null", true],
  ["'it\\'s' == \"it's\"", true],
  ["1 == 1 == true", true],
])("%s", (source, expected) => {
  expect(compileExpression(source)(scope)).toBe(expected);
});

test.each(["", "event.data.x ? 1 : 2", "size(event.data.x)", "event.data['x']", "other.x", "1 +", "(1", "a b", "1 1"])(
  "%j is refused, never guessed",
  (source) => {
    expect(() => compileExpression(source)).toThrow(/not supported near/);
  },
);

test("any two strings are equal exactly when they are the same", () => {
  const equal = compileExpression("event.data.a == async.data.a");
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      expect(equal({ event: { data: { a } }, async: { data: { a: b } } })).toBe(a === b);
    }),
  );
});
