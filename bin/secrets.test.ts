import { createECDH } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Refusal } from "@/bin/refusal";
import { loadSecrets, missingSecrets } from "@/bin/secrets";

let folder: string;
let file: string;
const nothing = { NODE_ENV: "test" as const };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cascade-secrets-"));
  file = join(folder, "secrets.json");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the secrets of an installation", () => {
  test("are made once, in a file only the owner may read, and stay the same", () => {
    const first = loadSecrets(folder, nothing);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(first.NEXTAUTH_SECRET).toHaveLength(43);
    expect(first.INNGEST_SIGNING_KEY).toMatch(/^signkey-prod-[0-9a-f]{64}$/);
    expect(loadSecrets(folder, nothing)).toEqual(first);
  });

  test("differ between two installations", () => {
    const first = loadSecrets(folder, nothing);
    rmSync(file);
    const second = loadSecrets(folder, nothing);
    for (const [name, value] of Object.entries(first)) expect(second[name]).not.toBe(value);
  });

  test("that a later version needs are added, the known ones kept", () => {
    const { SANDBOX_API_KEY, ...older } = loadSecrets(folder, nothing);
    writeFileSync(file, JSON.stringify(older));
    expect(loadSecrets(folder, nothing)).toMatchObject(older);
    expect(loadSecrets(folder, nothing).SANDBOX_API_KEY).toMatch(/./);
    expect(loadSecrets(folder, nothing).SANDBOX_API_KEY).not.toBe(SANDBOX_API_KEY);
  });

  test("given in the environment win and are not written down", () => {
    const given = { ...nothing, NEXTAUTH_SECRET: "given".repeat(10) };
    loadSecrets(folder, given);
    expect(readFileSync(file, "utf8")).not.toContain("given");
    loadSecrets(folder, nothing);
    expect(loadSecrets(folder, given).NEXTAUTH_SECRET).toBe(given.NEXTAUTH_SECRET);
  });

  test("hold a push key pair whose halves belong together", () => {
    const { VAPID_PUBLIC_KEY = "", VAPID_PRIVATE_KEY = "" } = loadSecrets(folder, nothing);
    const pair = createECDH("prime256v1");
    pair.setPrivateKey(VAPID_PRIVATE_KEY, "base64url");
    expect(pair.getPublicKey("base64url")).toBe(VAPID_PUBLIC_KEY);
  });

  test("are named when they are neither stored nor given, and not made", () => {
    expect(missingSecrets(folder, { ...nothing, SANDBOX_API_KEY: "given" })).not.toContain("SANDBOX_API_KEY");
    expect(missingSecrets(folder, nothing)).toContain("VAPID_PRIVATE_KEY");
    expect(existsSync(file)).toBe(false);
    loadSecrets(folder, nothing);
    expect(missingSecrets(folder, nothing)).toEqual([]);
  });

  test("in a damaged file are not silently replaced", () => {
    writeFileSync(file, '{"NEXTAUTH_SECRET": "cut sho');
    expect(() => loadSecrets(folder, nothing)).toThrow(Refusal);
    expect(readFileSync(file, "utf8")).toBe('{"NEXTAUTH_SECRET": "cut sho');
  });
});
