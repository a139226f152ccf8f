/** A keyed hash of at least 16 bytes (HMAC-SHA-256 of the deployment's link secret). */
export type Mac = (bytes: Uint8Array) => Uint8Array;

const textBytes = new TextEncoder();

/**
 * The payload followed by the first bytes of its MAC. The domain is hashed along: a code made for one purpose is
 * worth nothing for another, though both are made with the same secret.
 */
export function seal(domain: string, payload: Uint8Array, macBytes: number, mac: Mac): Uint8Array {
  const sealed = new Uint8Array(payload.length + macBytes);
  sealed.set(payload);
  sealed.set(sign(domain, payload, macBytes, mac), payload.length);
  return sealed;
}

/** The payload, or null when the MAC is not ours. */
export function unseal(domain: string, sealed: Uint8Array, macBytes: number, mac: Mac): Uint8Array | null {
  if (sealed.length <= macBytes) return null;
  const payload = sealed.subarray(0, sealed.length - macBytes);
  return equalInConstantTime(sealed.subarray(payload.length), sign(domain, payload, macBytes, mac)) ? payload : null;
}

/** There are few, and each is signed with for every message. */
const names = new Map<string, Uint8Array>();

function nameOf(domain: string): Uint8Array {
  const known = names.get(domain);
  if (known !== undefined) return known;
  const name = textBytes.encode(`cascade:${domain}\0`);
  names.set(domain, name);
  return name;
}

function sign(domain: string, payload: Uint8Array, macBytes: number, mac: Mac): Uint8Array {
  const name = nameOf(domain);
  const signed = new Uint8Array(name.length + payload.length);
  signed.set(name);
  signed.set(payload, name.length);
  return mac(signed).subarray(0, macBytes);
}

/** Takes as long for a MAC wrong in its first byte as for one wrong in its last. */
function equalInConstantTime(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let at = 0; at < left.length; at++) difference |= (left[at] ?? 0) ^ (right[at] ?? 0);
  return difference === 0;
}
