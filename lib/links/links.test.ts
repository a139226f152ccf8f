import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeBase64url, encodeBase64url } from "@/lib/links/base64url";
import { decodeLinkCode, encodeLinkCode, linkIndexMax } from "@/lib/links/link-code";
import { decodeMessageCode, encodeMessageCode, messageCodeChars } from "@/lib/links/message-code";
import { decodePreferenceToken, encodePreferenceToken } from "@/lib/links/preference-token";

const macOf = (secret: string) => (bytes: Uint8Array) =>
  new Uint8Array(createHmac("sha256", secret).update(bytes).digest());
const mac = macOf("ours");
const now = new Date("2026-03-01T12:00:00Z");

const linkCode = fc.record({ deliveryId: fc.uuid(), linkIndex: fc.integer({ min: 0, max: linkIndexMax }) });
const preferenceToken = fc.record({
  workspaceId: fc.uuid(),
  contactId: fc.uuid(),
  campaignId: fc.option(fc.uuid()),
  expiresAt: fc.integer({ min: 1_800_000_000, max: 0xffffffff }).map((seconds) => new Date(seconds * 1000)),
});

/** Any other text of the same alphabet, made from a code by changing one character. */
const changed = (code: string, at: number, by: number) => {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const place = at % code.length;
  const other = alphabet.charAt((alphabet.indexOf(code.charAt(place)) + 1 + (by % 63)) % 64);
  return code.slice(0, place) + other + code.slice(place + 1);
};

describe("base64url", () => {
  it("writes what everybody else writes, and reads it back", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const text = encodeBase64url(bytes);
        expect(text).toBe(Buffer.from(bytes).toString("base64url"));
        expect(decodeBase64url(text)).toEqual(bytes);
      }),
    );
  });

  it("knows one spelling per value", () => {
    expect(decodeBase64url("AB")).toBeNull();
    expect(decodeBase64url("AA==")).toBeNull();
    expect(decodeBase64url("A")).toBeNull();
    expect(decodeBase64url("A+/A")).toBeNull();
  });
});

describe("a short link's code", () => {
  it("says which link of which delivery was followed", () => {
    fc.assert(
      fc.property(linkCode, (link) => {
        expect(decodeLinkCode(encodeLinkCode(link, mac), mac)).toEqual(link);
      }),
    );
  });

  it("is short", () => {
    const code = encodeLinkCode({ deliveryId: "0190c1a0-0000-7000-8000-000000000001", linkIndex: 3 }, mac);
    expect(code).toHaveLength(34);
  });

  it("is refused with any one character changed", () => {
    fc.assert(
      fc.property(linkCode, fc.nat(), fc.nat(), (link, at, by) => {
        expect(decodeLinkCode(changed(encodeLinkCode(link, mac), at, by), mac)).toBeNull();
      }),
    );
  });

  it("is refused under another secret, and so is any other text", () => {
    fc.assert(
      fc.property(linkCode, fc.string({ maxLength: 60 }), (link, text) => {
        expect(decodeLinkCode(encodeLinkCode(link, mac), macOf("theirs"))).toBeNull();
        expect(decodeLinkCode(text, mac)).toBeNull();
      }),
    );
  });
});

describe("a message's code", () => {
  it("names the message, and is refused with any character changed", () => {
    fc.assert(
      fc.property(fc.uuid(), fc.nat(), fc.nat(), (id, at, by) => {
        const code = encodeMessageCode(id, mac);
        expect(code).toHaveLength(messageCodeChars);
        expect(decodeMessageCode(code, mac)).toBe(id);
        expect(decodeMessageCode(changed(code, at, by), mac)).toBeNull();
        expect(decodeMessageCode(code, macOf("theirs"))).toBeNull();
        expect(decodeLinkCode(code, mac)).toBeNull();
      }),
    );
  });
});

describe("a preference link's token", () => {
  it("says whose preferences it opens", () => {
    fc.assert(
      fc.property(preferenceToken, (token) => {
        expect(decodePreferenceToken(encodePreferenceToken(token, mac), mac, now)).toEqual({ ok: true, token });
      }),
    );
  });

  it("is forged with any one character changed, cut short, or signed by somebody else", () => {
    fc.assert(
      fc.property(preferenceToken, fc.nat(), fc.nat(), (token, at, by) => {
        const text = encodePreferenceToken(token, mac);
        const forged = { ok: false, why: "forged" };
        expect(decodePreferenceToken(changed(text, at, by), mac, now)).toEqual(forged);
        expect(decodePreferenceToken(text.slice(0, at % text.length), mac, now)).toEqual(forged);
        expect(decodePreferenceToken(text, macOf("theirs"), now)).toEqual(forged);
      }),
    );
  });

  it("ends at its moment, to the second", () => {
    const expiresAt = new Date("2026-03-01T12:00:01Z");
    const ids = { workspaceId: "0190c1a0-0000-7000-8000-000000000001", campaignId: null };
    const text = encodePreferenceToken({ ...ids, contactId: ids.workspaceId, expiresAt }, mac);
    expect(decodePreferenceToken(text, mac, now).ok).toBe(true);
    expect(decodePreferenceToken(text, mac, expiresAt)).toEqual({ ok: false, why: "expired" });
  });

  it("cannot be used as a short link's code, nor the other way round", () => {
    fc.assert(
      fc.property(preferenceToken, linkCode, (token, link) => {
        expect(decodeLinkCode(encodePreferenceToken(token, mac), mac)).toBeNull();
        expect(decodePreferenceToken(encodeLinkCode(link, mac), mac, now)).toEqual({ ok: false, why: "forged" });
      }),
    );
  });
});
