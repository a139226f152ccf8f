import { createHmac, randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appendConsentEvents, consentHistory, currentConsent } from "@/db/queries/consent";
import {
  later,
  makeCampaign,
  makeDelivery,
  makePerson,
  makeWorkspace,
  type TestPerson,
  testMessage,
} from "@/db/queries/people.fixtures";
import { contact, engagement, recipient, testSend } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { maySend } from "@/lib/consent/may-send";
import { encodeMessageCode } from "@/lib/links/message-code";
import { encodePreferenceToken } from "@/lib/links/preference-token";
import { changePreferences, showPreferences, stopByOneClick } from "./serve-preferences";

const mac = (bytes: Uint8Array) => createHmac("sha256", "secret").update(bytes).digest();
const publicUrl = "https://app.example";
let database: TestDatabase;
let workspaceId: string;
beforeAll(async () => {
  database = await testDatabase();
  workspaceId = await makeWorkspace(database.db);
});
afterAll(() => database.end());

const deps = (seconds = 0) => ({ db: database.db, mac, now: later(seconds), publicUrl });

async function visitor(changes: Parameters<typeof makePerson>[2] = {}) {
  const person = await makePerson(database.db, workspaceId, changes);
  const campaignId = await makeCampaign(database.db, workspaceId);
  const deliveryId = await makeDelivery(database.db, person, campaignId, {
    state: "delivered",
    acceptedAt: later(-60),
  });
  await agree(person);
  const ids = { workspaceId, contactId: person.contactId, campaignId };
  return { ...person, campaignId, deliveryId, token: encodePreferenceToken({ ...ids, expiresAt: later(1000) }, mac) };
}

async function agree({ contactId }: Pick<TestPerson, "contactId">) {
  const base = { workspaceId, contactId, status: "opted_in", source: "import", proof: {}, at: later(-100) } as const;
  await appendConsentEvents(database.db, [{ ...base, channel: "*", topic: "*" }]);
}

const open = async (token: string, query = "", headers: Record<string, string> = {}, seconds = 0) => {
  const request = new Request(`${publicUrl}/p/${token}${query}`, { headers });
  const response = await showPreferences(request, token, deps(seconds));
  return { status: response.status, headers: response.headers, text: await response.text() };
};

const press = async (
  token: string,
  fields: [string, string][],
  options: { query?: string; origin?: string; seconds?: number } = {},
) => {
  const request = new Request(`${publicUrl}/p/${token}${options.query ?? ""}`, {
    method: "POST",
    headers: { origin: options.origin ?? publicUrl, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(fields),
  });
  const response = await changePreferences(request, token, deps(options.seconds));
  return { status: response.status, location: response.headers.get("location") ?? "", text: await response.text() };
};

const may = async (contactId: string, channel: string, topic: string) =>
  maySend({
    ...{ consent: await currentConsent(database.db, workspaceId, contactId), channel, topic },
    ...{ pausedUntil: null, erasedAt: null, now: later(0) },
  });
const everything: [string, string][] = [
  ["action", "save"],
  ["topic", "promotions"],
  ["topic", "updates"],
  ["channel", "rcs"],
  ["channel", "sms"],
  ["channel", "whatsapp"],
];
const without = (value: string) => everything.filter(([, each]) => each !== value);

describe("the preference page", () => {
  it("shows choices, history and why the message came, small and without script", async () => {
    const { token } = await visitor();
    const page = await open(token);
    expect(page.status).toBe(200);
    expect(page.text).toContain("Promotions");
    expect(page.text).toContain("WhatsApp");
    expect(page.text).toContain("It was about “Promotions”");
    expect(page.text).toMatch(/value="promotions" checked/);
    expect(page.text).not.toMatch(/<script|javascript:|\son\w+=/i);
    expect(Buffer.byteLength(page.text)).toBeLessThan(50 * 1024);
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(page.headers.get("cache-control")).toBe("no-store");
  });

  it("stays under 50 KB with twenty topics and a long history", async () => {
    const topics = Array.from({ length: 20 }, (_, index) => ({
      ...{ key: `topic_${index}`, name: `T${index} ${"x".repeat(50)}`, description: "y".repeat(200) },
    }));
    const busy = await makeWorkspace(database.db, { topics });
    const { contactId } = await makePerson(database.db, busy, { locale: "ar" });
    const base = { workspaceId: busy, contactId, source: "preference_page", proof: {}, at: later(-100) } as const;
    await appendConsentEvents(
      database.db,
      Array.from({ length: 100 }, (_, index) => ({
        ...{ ...base, channel: "*", topic: `topic_${index % 20}`, status: index % 3 ? "opted_in" : "opted_out" },
      })),
    );
    const ids = { workspaceId: busy, contactId, campaignId: null };
    const page = await open(encodePreferenceToken({ ...ids, expiresAt: later(1000) }, mac));
    expect(Buffer.byteLength(page.text)).toBeLessThan(50 * 1024);
  });

  it("speaks the person's language, or the one they choose, in its direction", async () => {
    const { token } = await visitor({ locale: "ar-EG" });
    expect((await open(token)).text).toContain('<html lang="ar" dir="rtl">');
    expect((await open(token, "?lang=fr")).text).toContain('<html lang="fr" dir="ltr">');
    const stranger = await visitor({ locale: null });
    expect((await open(stranger.token, "", { "accept-language": "pt-BR,pt;q=0.9" })).text).toContain('lang="pt"');
    expect((await open(stranger.token, "?lang=<x>")).text).toContain('lang="en"');
  });

  it("changes nothing by being opened, whatever the address says", async () => {
    const { token, contactId } = await visitor();
    const before = await consentHistory(database.db, workspaceId, contactId);
    const page = await open(token, "?action=stop&done=stopped&undo=0");
    expect(page.text).not.toContain("Done. You will get no more");
    expect(await consentHistory(database.db, workspaceId, contactId)).toEqual(before);
  });

  it("shows names as they are, not as markup", async () => {
    const nasty = '<script>alert(1)</script>"';
    const home = await makeWorkspace(database.db, {
      ...{ brandName: nasty, supportContact: nasty, topics: [{ key: "promotions", name: nasty, description: nasty }] },
    });
    const { contactId } = await makePerson(database.db, home);
    const ids = { workspaceId: home, contactId, campaignId: null };
    const page = await open(encodePreferenceToken({ ...ids, expiresAt: later(1000) }, mac));
    expect(page.text).not.toContain("<script>");
    expect(page.text).toContain("&lt;script&gt;");
  });
});

describe("the short link of a message", () => {
  it("opens the page of whoever got it, and stops what it stops", async () => {
    const { deliveryId, contactId, campaignId } = await visitor();
    const code = encodeMessageCode(deliveryId, mac);
    expect(code).toHaveLength(32);
    const page = await open(code);
    expect(page.status).toBe(200);
    expect(page.text).toContain("It was about “Promotions”");
    expect((await press(code, [["action", "stop"]])).location).toContain("done=stopped");
    expect(await may(contactId, "sms", "promotions")).toBe("opted_out");
    const [row] = await database.db.select().from(recipient).where(eq(recipient.campaignId, campaignId));
    expect(row?.state).toBe("opted_out");
  });

  it("of a test opens the page of the one who got the test, and counts for no campaign", async () => {
    const person = await visitor();
    const id = randomUUID();
    await database.db.insert(testSend).values({
      ...{ id, workspaceId, campaignId: person.campaignId, armKey: "A", requestId: randomUUID(), place: 0 },
      ...{ message: testMessage, channel: "sms", carrier: "sandbox", contactId: person.contactId },
      ...{ addressId: person.addressId, state: "delivered", sentBy: randomUUID(), createdAt: later(-60) },
    });
    const code = encodeMessageCode(id, mac);
    expect((await open(code)).text).toContain("has your contact details");
    await press(code, [["action", "stop"]]);
    const acts = await database.db.select().from(engagement).where(eq(engagement.deliveryId, person.deliveryId));
    expect(acts).toEqual([]);
  });

  it("is refused when it is forged, too old, or of a message that is gone", async () => {
    const { deliveryId } = await visitor();
    const code = encodeMessageCode(deliveryId, mac);
    expect((await open(`${code.slice(0, -1)}${code.endsWith("A") ? "B" : "A"}`)).status).toBe(404);
    expect((await open(code, "", {}, 399 * 86_400)).status).toBe(200);
    expect((await open(code, "", {}, 400 * 86_400)).status).toBe(410);
    expect((await open(encodeMessageCode(randomUUID(), mac))).status).toBe(410);
  });
});

describe("a link that does not open", () => {
  it("is explained, in the browser's language: forged, expired, for somebody gone or elsewhere", async () => {
    const { token, contactId, campaignId } = await visitor();
    const german = { "accept-language": "de" };
    const forged = await open(`${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`, "", german);
    expect(forged).toMatchObject({ status: 404, text: expect.stringContaining("Dieser Link ist unvollständig") });
    expect(await open(token, "", german, 2000)).toMatchObject({
      ...{ status: 410, text: expect.stringContaining("Dieser Link ist abgelaufen") },
    });
    const elsewhere = await makeWorkspace(database.db);
    const wrong = encodePreferenceToken({ workspaceId: elsewhere, contactId, campaignId, expiresAt: later(1000) }, mac);
    expect((await open(wrong)).status).toBe(410);
    await database.db
      .update(contact)
      .set({ erasedAt: later(0) })
      .where(eq(contact.id, contactId));
    expect((await open(token)).status).toBe(410);
  });

  it("changes nothing either", async () => {
    const { token, contactId } = await visitor();
    const forged = `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`;
    expect((await press(forged, [["action", "stop"]])).status).toBe(404);
    expect((await press(token, [["action", "stop"]], { seconds: 2000 })).status).toBe(410);
    expect((await press(token, [["action", "stop"]], { origin: "https://evil.example" })).status).toBe(403);
    expect(await may(contactId, "sms", "promotions")).toBeNull();
  });
});

describe("choosing", () => {
  it("a topic or a channel away is kept with the words shown, and nothing else is written", async () => {
    const { token, contactId } = await visitor();
    const done = await press(token, without("updates"));
    expect(done.status).toBe(303);
    expect(await may(contactId, "sms", "promotions")).toBeNull();
    expect(await may(contactId, "sms", "updates")).toBe("topic_opted_out");
    await press(
      token,
      without("updates").filter(([, value]) => value === "save" || value === "promotions" || value === "whatsapp"),
    );
    expect(await may(contactId, "whatsapp", "promotions")).toBeNull();
    expect(await may(contactId, "sms", "promotions")).toBe("opted_out");
    const [, , first] = (await consentHistory(database.db, workspaceId, contactId)).reverse().slice(-3);
    expect(first).toMatchObject({ source: "preference_page", proof: { page: "preferences", language: "en" } });
    expect(first?.proof.words).toContain("Choose what Acme may send you");
  });

  it("the same twice writes once", async () => {
    const { token, contactId } = await visitor();
    await press(token, without("updates"));
    const before = await consentHistory(database.db, workspaceId, contactId);
    const again = await press(token, without("updates"));
    expect(again.location).not.toContain("undo");
    expect(await consentHistory(database.db, workspaceId, contactId)).toEqual(before);
  });

  it("of topics and channels that were not offered is ignored", async () => {
    const { token, contactId } = await visitor();
    await press(token, [...everything, ["topic", "'; drop table contact"], ["channel", "fax"]]);
    const rows = await currentConsent(database.db, workspaceId, contactId);
    expect(rows).toEqual([{ channel: "*", topic: "*", status: "opted_in" }]);
  });

  it("a break holds until its day begins where the person lives, and can be ended", async () => {
    const { token, contactId } = await visitor({ timeZone: "America/New_York" });
    await press(token, [...everything, ["pause_until", "2026-03-09"]]);
    const until = async () =>
      (await database.db.select().from(contact).where(eq(contact.id, contactId)))[0]?.pausedUntil ?? null;
    expect(await until()).toEqual(new Date("2026-03-09T04:00:00Z"));
    expect((await open(token)).text).toContain('value="2026-03-09"');
    await press(token, [...everything, ["pause_until", ""]]);
    expect(await until()).toBeNull();
  });

  it("a day that is none, past or too far is refused beside the field, keeping what was ticked", async () => {
    const { token, contactId } = await visitor();
    for (const day of ["2026-02-30", "2026-03-01", "2029-01-01", "tomorrow", "9".repeat(30)]) {
      const refused = await press(token, [...without("updates"), ["pause_until", day]]);
      expect(refused.status).toBe(422);
      expect(refused.text).toContain('aria-invalid="true"');
      expect(refused.text).not.toMatch(/value="updates" checked/);
    }
    expect(await may(contactId, "sms", "updates")).toBeNull();
  });
});

describe("stopping everything", () => {
  it("takes effect at once, also on what waits, is confirmed, and can be undone", async () => {
    const { token, contactId, campaignId, deliveryId } = await visitor();
    await press(token, without("updates"));
    const stopped = await press(token, [["action", "stop"]], { query: "?lang=es" });
    expect(stopped.status).toBe(303);
    expect(stopped.location).toMatch(/done=stopped&undo=\d+&lang=es$/);
    expect(await may(contactId, "sms", "promotions")).toBe("opted_out");
    const [row] = await database.db.select().from(recipient).where(eq(recipient.campaignId, campaignId));
    expect(row).toMatchObject({ state: "opted_out", nextActionAt: null });
    const acts = await database.db.select().from(engagement).where(eq(engagement.deliveryId, deliveryId));
    expect(acts).toMatchObject([{ kind: "opt_out", target: "preferences" }]);

    const page = await open(token, stopped.location.slice(stopped.location.indexOf("?")));
    expect(page.text).toContain("Listo. No recibirás más mensajes");
    const undo = /name="undo" value="(\d+)"/.exec(page.text)?.[1] ?? "";
    const undone = await press(token, [
      ["action", "undo"],
      ["undo", undo],
    ]);
    expect(undone.location).toContain("done=undone");
    expect(await may(contactId, "sms", "promotions")).toBeNull();
    expect(await may(contactId, "sms", "updates")).toBe("topic_opted_out");
  });

  it("pressed twice writes once", async () => {
    const { token, contactId } = await visitor();
    await Promise.all([press(token, [["action", "stop"]]), press(token, [["action", "stop"]])]);
    await press(token, [["action", "stop"]]);
    const rows = await currentConsent(database.db, workspaceId, contactId);
    expect(rows).toEqual([{ channel: "*", topic: "*", status: "opted_out" }]);
  });

  it("cannot be undone a day later, nor over a STOP that came meanwhile", async () => {
    const { token, contactId } = await visitor();
    const location = (await press(token, [["action", "stop"]])).location;
    const undo = new URLSearchParams(location.slice(location.indexOf("?"))).get("undo") ?? "";
    const stop = { channel: "*", topic: "*", status: "opted_out", source: "keyword", proof: {}, at: later(1) } as const;
    await appendConsentEvents(database.db, [{ ...stop, workspaceId, contactId }]);
    const fields: [string, string][] = [
      ["action", "undo"],
      ["undo", undo],
    ];
    expect((await press(token, fields)).location).toContain("done=undo_too_late");
    expect(await may(contactId, "sms", "promotions")).toBe("opted_out");
  });

  it("works by one request of another program", async () => {
    const { token, contactId } = await visitor();
    const request = new Request(`${publicUrl}/p/${token}/stop`, {
      method: "POST",
      headers: { origin: "https://mail.example" },
    });
    expect((await stopByOneClick(request, token, deps())).status).toBe(200);
    expect(await may(contactId, "sms", "promotions")).toBe("opted_out");
  });
});

describe("a form that is not ours", () => {
  it("is refused in a sentence: unknown action, another type, far too long, far too often", async () => {
    const { token, contactId } = await visitor();
    expect((await press(token, [["action", "explode"]])).status).toBe(400);
    expect(
      (
        await press(token, [
          ["action", "undo"],
          ["undo", "all of it"],
        ])
      ).status,
    ).toBe(400);
    expect(
      (
        await press(token, [
          ["action", "save"],
          ["topic", "x".repeat(40_000)],
        ])
      ).status,
    ).toBe(413);
    const json = new Request(`${publicUrl}/p/${token}`, {
      ...{ method: "POST", body: '{"action":"stop"}' },
      headers: { origin: publicUrl, "content-type": "application/json" },
    });
    expect((await changePreferences(json, token, deps())).status).toBe(400);
    expect(await may(contactId, "sms", "promotions")).toBeNull();
    let status = 0;
    for (let round = 0; round < 45; round++) ({ status } = await press(token, [["action", "explode"]]));
    expect(status).toBe(429);
  });
});
