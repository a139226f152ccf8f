import { createHash, createHmac, randomUUID } from "node:crypto";

/** Whose webhooks are signed. */
export interface SigningAccount {
  apiKey: string;
  signatureSecret: string;
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const header = encode({ typ: "JWT", alg: "HS256" });

/** The `Authorization` of a webhook, as Vonage signs it: HS256 over claims that hold the hash of the body. */
export function signWebhook(body: string, { apiKey, signatureSecret }: SigningAccount): string {
  const claims = encode({
    iat: Math.floor(Date.now() / 1000),
    jti: randomUUID(),
    iss: "Vonage",
    api_key: apiKey,
    payload_hash: createHash("sha256").update(body).digest("hex"),
  });
  const signature = createHmac("sha256", signatureSecret).update(`${header}.${claims}`).digest("base64url");
  return `Bearer ${header}.${claims}.${signature}`;
}
