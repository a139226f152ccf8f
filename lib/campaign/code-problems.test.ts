import { expect, test } from "vitest";
import { codeProblems } from "@/lib/campaign/code-problems";
import type { Block, Message } from "@/lib/message/schema";

const code = (id: string, poolId: string): Block => ({
  ...{ id, kind: "promo_code", label: "", asQr: false },
  code: { type: "pool", poolId },
});
const plain: Message = { blocks: [{ id: "d", kind: "divider" }] };
const message: Message = { blocks: [code("a", "p1")] };
const spring = (left: number) => [{ id: "p1", name: "Spring", left }];
const everybody = (of: Message) => ({
  ...{ arms: [{ message: of, weightPercent: 100 }], holdoutPercent: 0, reachableCount: 5000 },
});
const said = (...given: Parameters<typeof codeProblems>) =>
  codeProblems(...given).map(({ severity, text }) => `${severity}: ${text}`);

test("says when a list has fewer codes than people, none, or is gone; and nothing when there are enough", () => {
  expect(said(everybody(message), spring(300))).toEqual(["warning: The list Spring has 300 codes for 5,000 people."]);
  expect(said(everybody(message), spring(0))).toEqual(["blocker: The list Spring has no codes left."]);
  expect(said(everybody(message), [])).toEqual(["blocker: The list a promo code is taken from was deleted."]);
  expect(said(everybody(message), spring(5000))).toEqual([]);
  expect(said(everybody(plain), [])).toEqual([]);
});

test("counts whom each variant goes to, without those held out", () => {
  const arms = [
    { message, weightPercent: 50 },
    { message: plain, weightPercent: 50 },
  ];
  const seekers = { arms, holdoutPercent: 10, reachableCount: 5000 };
  expect(said(seekers, spring(2250))).toEqual([]);
  expect(said(seekers, spring(2249))).toEqual(["warning: The list Spring has 2,249 codes for 2,250 people."]);
});

test("two codes of one list are two for each person; a version of one is not another", () => {
  const two: Message = {
    blocks: [code("a", "p1"), code("b", "p1")],
    variants: [{ of: "a", channel: "sms", language: null, block: code("c", "p1") }],
  };
  expect(said(everybody(two), spring(9999))).toEqual([
    "warning: The list Spring has 9,999 codes for 5,000 people, who take 10,000.",
  ]);
});
