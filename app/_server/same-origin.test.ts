import { expect, test } from "vitest";
import { isSameOrigin } from "@/app/_server/same-origin";

const own = "https://cascade.example";
const from = (headers: Record<string, string>) => isSameOrigin(new Headers({ host: "10.0.0.5:3000", ...headers }), own);

test("our pages, under the public address or the one they were opened by, may write", () => {
  expect(from({ origin: "https://cascade.example" })).toBe(true);
  expect(from({ origin: "http://10.0.0.5:3000" })).toBe(true);
  expect(from({ origin: "https://cascade.example", "sec-fetch-site": "same-origin" })).toBe(true);
  expect(from({})).toBe(true);
});

test("other sites, sandboxed frames and lookalikes may not", () => {
  expect(from({ origin: "https://elsewhere.example" })).toBe(false);
  expect(from({ origin: "https://cascade.example.elsewhere.example" })).toBe(false);
  expect(from({ origin: "null" })).toBe(false);
  expect(from({ "sec-fetch-site": "cross-site" })).toBe(false);
  expect(from({ "sec-fetch-site": "same-site", origin: "https://cascade.example" })).toBe(false);
});
