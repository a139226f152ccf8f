import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { generatedCode } from "@/lib/promo/generated-code";

const mac = (bytes: Uint8Array) => new Uint8Array(createHmac("sha256", "secret").update(bytes).digest());
const owner = { campaignId: "c1", contactId: "p1", blockId: "b1" };
const shape = { prefix: "SUN-", chars: 10 };

test("the same person gets the same code again; another person, block, campaign or secret gives another one", () => {
  const code = generatedCode(owner, shape, mac);
  expect(generatedCode({ ...owner }, shape, mac)).toBe(code);
  const others = [
    generatedCode({ ...owner, contactId: "p2" }, shape, mac),
    generatedCode({ ...owner, blockId: "b2" }, shape, mac),
    generatedCode({ ...owner, campaignId: "c2" }, shape, mac),
    generatedCode({ campaignId: "c1p", contactId: "1", blockId: "b1" }, shape, mac),
    generatedCode(owner, shape, (bytes) => mac(mac(bytes))),
  ];
  expect(new Set([code, ...others]).size).toBe(6);
});

test("a code is as long as asked, is no word, and each character is about as likely", () => {
  const counts = new Map<string, number>();
  for (let number = 0; number < 3000; number += 1) {
    const code = generatedCode({ ...owner, contactId: `p${number}` }, { prefix: "", chars: 12 }, mac);
    expect(code).toMatch(/^[3479CDFHJKMNPQRTWX]{12}$/);
    for (const character of code) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  for (const count of counts.values()) expect(Math.abs(count - 2000)).toBeLessThan(250);
  expect(counts.size).toBe(18);
});

test("ten thousand people share no code of ten characters", () => {
  const codes = Array.from({ length: 10_000 }, (_, number) =>
    generatedCode({ ...owner, contactId: `p${number}` }, { prefix: "", chars: 10 }, mac),
  );
  expect(new Set(codes).size).toBe(10_000);
});
