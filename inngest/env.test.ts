import { expect, test } from "vitest";
import { readInngestEnv } from "./env";

const keys = { INNGEST_SIGNING_KEY: "signkey-prod-00", INNGEST_EVENT_KEY: "key" };

test("nothing set means the local engine, with a signing key of its own", () => {
  const env = readInngestEnv({ INNGEST_DEV: "", INNGEST_BASE_URL: "" });
  expect(env.mode).toBe("local");
  expect(env.signingKey).toMatch(/^signkey-local-[0-9a-f]{64}$/);
  expect(readInngestEnv({ ...keys, INNGEST_DEV: "0" })).toMatchObject({ mode: "local", signingKey: "signkey-prod-00" });
});

test.each(["1", "true", "http://localhost:8288"])("INNGEST_DEV=%s means the dev server", (value) => {
  expect(readInngestEnv({ INNGEST_DEV: value }).mode).toBe("dev");
});

test("dev mode is refused when others can reach the web server", () => {
  expect(() => readInngestEnv({ INNGEST_DEV: "1", HOST: "0.0.0.0" })).toThrow(
    /Set HOST=127.0.0.1, or unset INNGEST_DEV/,
  );
});

test("a real server needs both keys", () => {
  const address = { INNGEST_BASE_URL: "https://inngest.example", INNGEST_DEV: "0" };
  expect(readInngestEnv({ ...address, ...keys }).mode).toBe("remote");
  expect(() => readInngestEnv({ ...address, INNGEST_EVENT_KEY: "key" })).toThrow(/INNGEST_SIGNING_KEY/);
  expect(() => readInngestEnv({ INNGEST_BASE_URL: "nowhere" })).toThrow(/must be an address/);
});
