import type { Mac } from "@/lib/links/seal";

/** No vowels, so that no code is a word; nothing that looks like something else (0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V Y). */
const alphabet = "3479CDFHJKMNPQRTWX";

/** Bytes from here on would make the first characters likelier than the last. */
const fairBytes = 256 - (256 % alphabet.length);

const textBytes = new TextEncoder();

/** Whose code it is. */
export interface CodeOwner {
  campaignId: string;
  contactId: string;
  blockId: string;
}

/**
 * The code of one person in one block: made from who they are with the deployment's secret, so that it is the same
 * whenever it is made again, is nowhere stored, and can be checked by making it again. Nobody can guess another
 * person's. Two people of a million share one of 8 characters about 45 times, one of 10 characters hardly ever.
 */
export function generatedCode(owner: CodeOwner, shape: { prefix: string; chars: number }, mac: Mac): string {
  let code = "";
  for (let round = 0; code.length < shape.chars; round += 1) {
    // JSON keeps the parts apart whatever they hold.
    const said = JSON.stringify(["promo code", owner.campaignId, owner.contactId, owner.blockId, round]);
    for (const byte of mac(textBytes.encode(`cascade:${said}`))) {
      if (byte < fairBytes && code.length < shape.chars) code += alphabet[byte % alphabet.length];
    }
  }
  return shape.prefix + code;
}
