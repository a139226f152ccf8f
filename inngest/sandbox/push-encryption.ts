import { createDecipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";

/** The keys a browser makes when it subscribes; all base64url. */
export interface SubscriptionKeys {
  /** Uncompressed P-256 point. */
  publicKey: string;
  privateKey: string;
  auth: string;
}

/** Makes the keys of a virtual browser's subscription. */
export function makeSubscriptionKeys(): SubscriptionKeys {
  const pair = createECDH("prime256v1");
  return {
    publicKey: pair.generateKeys("base64url"),
    privateKey: pair.getPrivateKey("base64url"),
    auth: randomBytes(16).toString("base64url"),
  };
}

/** Bytes before the record: salt, record size, length of the key id, the sender's public key. */
const headerBytes = 16 + 4 + 1 + 65;
const tagBytes = 16;

/** Decrypts one `aes128gcm` push message (RFC 8188, RFC 8291). Null when it was not encrypted for these keys. */
export function decryptPush(body: Buffer, keys: SubscriptionKeys): string | null {
  if (body.length < headerBytes + tagBytes + 1 || body[20] !== 65) return null;
  const salt = body.subarray(0, 16);
  const senderKey = body.subarray(21, headerBytes);
  const record = body.subarray(headerBytes);
  // A push message is a single record.
  if (record.length > body.readUInt32BE(16)) return null;
  try {
    const own = createECDH("prime256v1");
    own.setPrivateKey(keys.privateKey, "base64url");
    const shared = own.computeSecret(senderKey);
    const info = Buffer.concat([Buffer.from("WebPush: info\0"), Buffer.from(keys.publicKey, "base64url"), senderKey]);
    const secret = Buffer.from(hkdfSync("sha256", shared, Buffer.from(keys.auth, "base64url"), info, 32));
    const key = Buffer.from(hkdfSync("sha256", secret, salt, "Content-Encoding: aes128gcm\0", 16));
    const nonce = Buffer.from(hkdfSync("sha256", secret, salt, "Content-Encoding: nonce\0", 12));
    const decipher = createDecipheriv("aes-128-gcm", key, nonce);
    decipher.setAuthTag(record.subarray(record.length - tagBytes));
    const padded = Buffer.concat([decipher.update(record.subarray(0, record.length - tagBytes)), decipher.final()]);
    // The last byte that is not zero ends the text; 2 marks the last record.
    const end = padded.findLastIndex((byte) => byte !== 0);
    return end >= 0 && padded[end] === 2 ? padded.subarray(0, end).toString("utf8") : null;
  } catch {
    return null;
  }
}
