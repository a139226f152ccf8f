import { expect, test } from "vitest";
import type { Block } from "@/lib/message/schema";
import { poolCodesOf } from "@/lib/promo/pool-codes";

const code = (id: string, poolId: string | null): Block => ({
  ...{ id, kind: "promo_code", label: "", asQr: false },
  code: { type: "pool", poolId },
});
const fixed: Block = { id: "f", kind: "promo_code", label: "", asQr: false, code: { type: "fixed", code: "SUN" } };

test("codes from lists are found; fixed ones and blocks without a list are not", () => {
  expect(poolCodesOf({ blocks: [code("a", "p1"), fixed, code("b", null), { id: "d", kind: "divider" }] })).toEqual(
    new Map([["a", { poolId: "p1", keptAs: "a" }]]),
  );
});

test("a version of a block shows the same code while it takes it from the same list", () => {
  const message = {
    blocks: [code("a", "p1"), fixed],
    variants: [
      { of: "a", channel: "sms" as const, language: null, block: code("sms", "p1") },
      { of: "a", channel: null, language: "es", block: code("es", "p2") },
      { of: "f", channel: "sms" as const, language: null, block: code("own", "p1") },
      { of: "a", channel: "rcs" as const, language: null, block: null },
    ],
  };
  expect([...poolCodesOf(message)]).toEqual([
    ["a", { poolId: "p1", keptAs: "a" }],
    ["sms", { poolId: "p1", keptAs: "a" }],
    ["es", { poolId: "p2", keptAs: "es" }],
    ["own", { poolId: "p1", keptAs: "own" }],
  ]);
});
