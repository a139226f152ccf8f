import { createECDH, randomBytes } from "node:crypto";
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { Refusal } from "@/bin/refusal";

const text = () => randomBytes(32).toString("base64url");

/** Every secret Cascade needs, with how to make one. A new line here is generated at the next start. */
const GENERATORS: Record<string, () => string> = {
  NEXTAUTH_SECRET: text,
  CASCADE_LINK_SECRET: text,
  INNGEST_SIGNING_KEY: () => `signkey-prod-${randomBytes(32).toString("hex")}`,
  SANDBOX_API_KEY: () => randomBytes(4).toString("hex"),
  SANDBOX_API_SECRET: text,
  SANDBOX_SIGNATURE_SECRET: text,
};

/**
 * The secrets of this installation, made at the first start and kept in a file only its owner may read. One that is set
 * in the environment wins and is not written down.
 */
export function loadSecrets(dataDir: string, variables: NodeJS.ProcessEnv): Record<string, string> {
  const file = fileOf(dataDir);
  const stored = readStored(file);
  const fresh = Object.entries(GENERATORS).filter(([name]) => !stored[name] && !variables[name]);
  const next: Record<string, string> = { ...stored };
  for (const [name, generate] of fresh) next[name] = generate();
  // The push key pair is one secret: a public key of another private key reaches nobody.
  if (!next.VAPID_PRIVATE_KEY && !variables.VAPID_PRIVATE_KEY) {
    const pair = createECDH("prime256v1");
    next.VAPID_PUBLIC_KEY = pair.generateKeys("base64url");
    next.VAPID_PRIVATE_KEY = pair.getPrivateKey("base64url");
  }
  if (Object.keys(next).length > Object.keys(stored).length) {
    writeFileSync(`${file}.new`, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  if (existsSync(file)) chmodSync(file, 0o600);
  return Object.fromEntries(Object.entries(next).map(([name, value]) => [name, variables[name] || value]));
}

/** The secrets that are neither stored nor in the environment, by name: those that the next start would make. */
export function missingSecrets(dataDir: string, variables: NodeJS.ProcessEnv): string[] {
  const stored = readStored(fileOf(dataDir));
  return [...Object.keys(GENERATORS), "VAPID_PUBLIC_KEY", "VAPID_PRIVATE_KEY"].filter(
    (name) => !stored[name] && !variables[name],
  );
}

const fileOf = (dataDir: string) => join(dataDir, "secrets.json");

function readStored(file: string): Record<string, string> {
  if (!existsSync(file)) return {};
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    // Making new secrets would silently void every session and every link in messages already sent.
    throw new Refusal(
      `${file} is damaged. Restore it from a backup; or delete it, which ends all sessions and breaks links in messages already sent.`,
    );
  }
}
