import { createHmac } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { consentHistory } from "@/db/queries/consent";
import { later, makeCampaign, makeDelivery, makePerson, makeWorkspace } from "@/db/queries/people.fixtures";
import { countPushAddresses } from "@/db/queries/push-subscriptions";
import { address, contact, engagement, reachability, rollup, workspace } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { makeSubscriptionKeys } from "@/inngest/sandbox/push-encryption";
import { encodeMessageCode } from "@/lib/links/message-code";
import { takeNotificationAct } from "../../p/[token]/notification/take-notification-act";
import { subscribe, tellConfig, unsubscribe } from "./push-door";
import { showPushPage, tellManifest } from "./show-push-page";

const mac = (bytes: Uint8Array) => createHmac("sha256", "secret").update(bytes).digest();
const publicUrl = "https://app.example";
const shop = "https://shop.example";
let database: TestDatabase;
let workspaceId: string;
let key: string;
beforeAll(async () => {
  database = await testDatabase();
  workspaceId = await makeWorkspace(database.db, { push: { origins: [shop] } });
  key = workspaceId;
});
afterAll(() => database.end());

const deps = (seconds = 0) => ({
  ...{ db: database.db, mac, now: later(seconds), publicUrl, vapidPublicKey: "BKey" },
});

let browsers = 0;
/** A browser that allowed notifications. */
function newBrowser(service = "https://fcm.googleapis.com/fcm/send/") {
  const { publicKey, auth } = makeSubscriptionKeys();
  browsers += 1;
  return { endpoint: `${service}${browsers}`, keys: { p256dh: publicKey, auth } };
}

interface Ask {
  origin?: string | null;
  home?: string;
  seconds?: number;
  from?: string;
}

function ask(door: typeof subscribe, body: unknown, { origin = shop, home = key, seconds, from }: Ask = {}) {
  const headers = new Headers({ "user-agent": "Mozilla/5.0 (Linux; Android 15) Chrome/142.0.0.0 Mobile" });
  if (origin !== null) headers.set("origin", origin);
  browsers += 1;
  headers.set("x-forwarded-for", from ?? `198.51.100.${browsers % 250}`);
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const request = new Request(`${publicUrl}/push/${home}/subscribe`, { method: "POST", body: text, headers });
  return door(request, home, deps(seconds));
}

const words = "Get notifications";
const allow = (subscription: unknown, identity: string | null = null, how: Ask = {}) =>
  ask(subscribe, { subscription, identity, words }, how);
const addressOf = async (endpoint: string) =>
  (await database.db.select().from(address).where(eq(address.value, endpoint))).map((row) => row)[0];

async function sentTo(home = workspaceId) {
  const person = await makePerson(database.db, home);
  const campaignId = await makeCampaign(database.db, home);
  const deliveryId = await makeDelivery(database.db, person, campaignId, { channel: "push", state: "accepted" });
  return { ...person, campaignId, deliveryId, code: encodeMessageCode(deliveryId, mac) };
}

describe("turning on notifications", () => {
  it("makes a contact without a name, who agreed to push with the words they read", async () => {
    const browser = newBrowser();
    const answer = await allow(browser);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("access-control-allow-origin")).toBe(shop);
    expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
    const row = await addressOf(browser.endpoint);
    expect(row).toMatchObject({
      ...{ workspaceId, kind: "push" },
      detail: { p256dh: browser.keys.p256dh, auth: browser.keys.auth, platform: "android" },
    });
    const [entry, ...more] = await consentHistory(database.db, workspaceId, row?.contactId ?? "");
    expect(entry).toMatchObject({ channel: "push", topic: "*", status: "opted_in", source: "api" });
    expect(entry?.proof).toEqual({ words, page: shop, language: "en" });
    expect(more).toEqual([]);
  });

  it("joins the contact a signed link names, and only one of this workspace", async () => {
    const known = await sentTo();
    const browser = newBrowser();
    await allow(browser);
    await allow(browser, known.code);
    expect((await addressOf(browser.endpoint))?.contactId).toBe(known.contactId);
    const stranger = await sentTo(await makeWorkspace(database.db));
    const other = newBrowser();
    await allow(other, stranger.code);
    expect((await addressOf(other.endpoint))?.contactId).not.toBe(stranger.contactId);
    await database.db
      .update(contact)
      .set({ erasedAt: later(0) })
      .where(eq(contact.id, known.contactId));
    const third = newBrowser();
    await allow(third, known.code);
    expect((await addressOf(third.endpoint))?.contactId).not.toBe(known.contactId);
  });

  it("told twice, or twice at once, is one address and one entry of the ledger", async () => {
    const browser = newBrowser();
    await Promise.all([allow(browser), allow(browser), allow(browser)]);
    await allow(browser);
    const row = await addressOf(browser.endpoint);
    expect(await database.db.$count(address, eq(address.value, browser.endpoint))).toBe(1);
    expect(await consentHistory(database.db, workspaceId, row?.contactId ?? "")).toHaveLength(1);
  });

  it("is the business's own affair: the same browser at two businesses is two contacts", async () => {
    const elsewhere = await makeWorkspace(database.db, { push: { origins: [shop] } });
    const browser = newBrowser();
    await allow(browser);
    await allow(browser, null, { home: elsewhere });
    const rows = await database.db.select().from(address).where(eq(address.value, browser.endpoint));
    expect(new Set(rows.map((row) => row.workspaceId))).toEqual(new Set([workspaceId, elsewhere]));
    expect(await countPushAddresses(database.db, elsewhere)).toEqual({ alive: 1, gone: 0 });
    await ask(unsubscribe, { endpoint: browser.endpoint, auth: browser.keys.auth, words }, { home: elsewhere });
    expect(await countPushAddresses(database.db, elsewhere)).toEqual({ alive: 0, gone: 1 });
    const [mine] = rows.filter((row) => row.workspaceId === workspaceId);
    expect(await database.db.$count(reachability, eq(reachability.addressId, mine?.id ?? ""))).toBe(0);
  });

  it("is heard from our page and the named websites, and from nobody else", async () => {
    for (const origin of [
      null,
      "null",
      "https://evil.example",
      "https://shop.example.evil.example",
      "http://shop.example",
    ]) {
      const answer = await allow(newBrowser(), null, { origin });
      expect(answer.status).toBe(403);
      expect(answer.headers.get("access-control-allow-origin")).toBeNull();
    }
    expect((await allow(newBrowser(), null, { origin: publicUrl })).status).toBe(200);
    expect((await allow(newBrowser(), null, { home: "nobody" })).status).toBe(404);
    const asked = new Request(`${publicUrl}/push/${key}/config`, { headers: { origin: "https://evil.example" } });
    expect((await tellConfig(asked, key, deps())).headers.get("access-control-allow-origin")).toBeNull();
  });

  it("takes no address that our server must not call, and no key that is none", async () => {
    const good = newBrowser();
    const endpoints = [
      ...["http://fcm.googleapis.com/x", "https://169.254.169.254/latest", "https://localhost/x", "https://10.0.0.5/x"],
      ...["https://fcm.googleapis.com.evil.example/x", "https://evil.example/fcm.googleapis.com"],
      ...["https://user@fcm.googleapis.com/x", "https://fcm.googleapis.com:444/x", "https://evilpush.apple.com/x"],
      ...[
        `${publicUrl}/api/sandbox/push/x`,
        "javascript:alert(1)",
        "",
        `https://fcm.googleapis.com/${"x".repeat(3_000)}`,
      ],
    ];
    for (const endpoint of endpoints) expect((await allow({ ...good, endpoint })).status).toBe(400);
    const offCurve = Buffer.from([4, ...Array(64).fill(7)]).toString("base64url");
    for (const p256dh of ["", "AAAA", offCurve]) {
      expect((await allow({ ...good, keys: { ...good.keys, p256dh } })).status).toBe(400);
    }
    for (const body of ["", "{", "[]", "x".repeat(9_000)]) expect((await ask(subscribe, body)).status).toBe(400);
    expect(await addressOf(good.endpoint)).toBeUndefined();
  });

  it.each([
    "https://updates.push.services.mozilla.com/wpush/v2/x",
    "https://web.push.apple.com/x",
    "https://wns2-par02p.notify.windows.com/w/?token=x",
  ])("works with the service of %s", async (service) => {
    expect((await allow(newBrowser(service))).status).toBe(200);
  });

  it("is refused to a network that asks without end, for a while", async () => {
    const from = "203.0.113.77";
    const home = await makeWorkspace(database.db, { push: { origins: [shop] } });
    const statuses = [];
    for (let round = 0; round < 302; round++) statuses.push((await ask(subscribe, "{", { from, home })).status);
    expect(statuses.at(-1)).toBe(429);
    expect((await allow(newBrowser(), null, { home })).status).toBe(200);
  });
});

describe("turning off notifications", () => {
  it("stops this device at once, and the channel with the last one; turned on again, both are back", async () => {
    const known = await sentTo();
    const [phone, laptop] = [newBrowser(), newBrowser()];
    for (const each of [phone, laptop]) await allow(each, known.code);
    const off = ({ endpoint, keys }: typeof phone) => ask(unsubscribe, { endpoint, auth: keys.auth, words: "Off" });
    const statusNow = async () => (await consentHistory(database.db, workspaceId, known.contactId))[0]?.status;
    expect((await off(phone)).status).toBe(200);
    expect(await statusNow()).toBe("opted_in");
    await off(laptop);
    expect(await statusNow()).toBe("opted_out");
    await allow(phone);
    expect(await statusNow()).toBe("opted_in");
    const row = await addressOf(phone.endpoint);
    const [reach] = await database.db
      .select()
      .from(reachability)
      .where(eq(reachability.addressId, row?.id ?? ""));
    expect(reach?.reachable).toBeNull();
  });

  it("needs the browser's own secret", async () => {
    const browser = newBrowser();
    await allow(browser);
    const answer = await ask(unsubscribe, { endpoint: browser.endpoint, auth: newBrowser().keys.auth, words: "Off" });
    expect(answer.status).toBe(200);
    const row = await addressOf(browser.endpoint);
    expect((await consentHistory(database.db, workspaceId, row?.contactId ?? ""))[0]?.status).toBe("opted_in");
  });
});

describe("the page for notifications", () => {
  it("asks for nothing by itself, runs only our files, and knows whom a link names", async () => {
    const known = await sentTo();
    const open = async (query: string) => {
      const request = new Request(`${publicUrl}/push/${key}${query}`, { headers: { "accept-language": "de" } });
      const response = await showPushPage(request, key, deps());
      return { status: response.status, headers: response.headers, text: await response.text() };
    };
    const page = await open(`?c=${known.code}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain("Mitteilungen von Acme");
    expect(page.text).toContain(`data-identity="${known.code}"`);
    expect(page.text).not.toMatch(/<script>|\son\w+=/);
    expect(Buffer.byteLength(page.text)).toBeLessThan(16_000);
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("worker-src 'self'");
    expect(policy).not.toContain("unsafe");
    expect((await open("?c=%22%3E<script>alert(1)</script>")).text).toContain('data-identity=""');
    const missing = await showPushPage(new Request(`${publicUrl}/push/nobody`), "nobody", deps());
    expect(missing.status).toBe(404);
  });

  it("is an app on a home screen, which keeps who it is", async () => {
    await database.db.update(workspace).set({ name: "Acme" }).where(eq(workspace.id, workspaceId));
    const manifest = async (query: string) =>
      (await tellManifest(new Request(`${publicUrl}/push/${key}/manifest${query}`), key, deps())).json();
    expect(await manifest("?c=abc-_1")).toMatchObject({
      ...{ name: "Acme", display: "standalone", start_url: `/push/${key}?c=abc-_1`, scope: `/push/${key}` },
    });
    expect(await manifest("?c=%22x")).toMatchObject({ start_url: `/push/${key}` });
  });
});

describe("what becomes of a notification", () => {
  const tell = (code: string, body: string, seconds = 0) =>
    takeNotificationAct(
      new Request(`${publicUrl}/p/${code}/notification`, { method: "POST", body, headers: { origin: shop } }),
      code,
      deps(seconds),
    );

  it("is counted once: closed is no success, opened is one", async () => {
    const { code, deliveryId, campaignId } = await sentTo();
    for (const act of ["close", "close", "click", "click"]) expect((await tell(code, act)).status).toBe(204);
    const acts = await database.db.select().from(engagement).where(eq(engagement.deliveryId, deliveryId));
    expect(acts.map(({ kind, target }) => `${kind} ${target}`).sort()).toEqual([
      "click notification",
      "dismiss notification",
    ]);
    const counted = await database.db.select().from(rollup).where(eq(rollup.campaignId, campaignId));
    expect(counted.map(({ metric, count }) => `${metric} ${count}`).sort()).toEqual([
      "clicked 1",
      "dismissed 1",
      "engaged 1",
    ]);
  });

  it("is refused when it is forged, unknown or told without end", async () => {
    const { code, deliveryId } = await sentTo();
    expect((await tell(`${code.slice(0, -1)}${code.endsWith("A") ? "B" : "A"}`, "click")).status).toBe(404);
    for (const body of ["", "delete", "x".repeat(500)]) expect((await tell(code, body)).status).toBe(400);
    expect(await database.db.$count(engagement, eq(engagement.deliveryId, deliveryId))).toBe(0);
    const flood = await Promise.all(Array.from({ length: 30 }, () => tell(code, "close")));
    expect(flood.map(({ status }) => status)).toContain(429);
  });
});
