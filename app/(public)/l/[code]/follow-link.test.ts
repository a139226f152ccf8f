import { createHmac, randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OpeningLimit } from "@/app/(public)/opening-limit";
import { saveProductActs, saveProducts } from "@/db/queries/catalogue";
import {
  later,
  makeCampaign,
  makeDelivery,
  makePerson,
  makeWorkspace,
  testMessage,
} from "@/db/queries/people.fixtures";
import { arm, engagement, rateLimit, recipient, testSend } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { settleOpenings } from "@/inngest/openings/settle-openings";
import { encodeLinkCode } from "@/lib/links/link-code";
import type { Message } from "@/lib/message/schema";
import { followLink, takeAnswer } from "./follow-link";

const mac = (bytes: Uint8Array) => createHmac("sha256", "secret").update(bytes).digest();
const phone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile Safari/604.1";
let database: TestDatabase;
let workspaceId: string;
beforeAll(async () => {
  database = await testDatabase();
  workspaceId = await makeWorkspace(database.db);
});
afterAll(() => database.end());

async function sent(message: Message = testMessage, firstName = "Ana & Co") {
  const person = await makePerson(database.db, workspaceId, { firstName });
  const campaignId = await makeCampaign(database.db, workspaceId);
  await database.db.update(arm).set({ message }).where(eq(arm.campaignId, campaignId));
  const id = await makeDelivery(database.db, person, campaignId, { state: "delivered", acceptedAt: later(-60) });
  return { id, campaignId, code: (linkIndex: number) => encodeLinkCode({ deliveryId: id, linkIndex }, mac) };
}

const limit = new OpeningLimit();

async function follow(code: string, { method = "GET", headers = {} as Record<string, string>, seconds = 0 } = {}) {
  const work: Promise<void>[] = [];
  const request = new Request(`https://app.example/l/${code}`, {
    method,
    headers: { "user-agent": phone, ...headers },
  });
  const response = await followLink(request, code, {
    ...{ db: database.db, mac, publicUrl: "https://app.example", now: later(seconds) },
    limit,
    afterwards: (each) => work.push(each()),
  });
  await Promise.all(work);
  return { status: response.status, location: response.headers.get("location"), text: await response.text() };
}

const settle = () => settleOpenings(database.db, later(100_000));

async function clicks(id: string) {
  await settle();
  return database.db.select().from(engagement).where(eq(engagement.deliveryId, id));
}

describe("a short link", () => {
  it("leads to the destination filled in for this person, and ends a ladder that waits for a click", async () => {
    const { id, campaignId, code } = await sent();
    expect(await follow(code(0))).toMatchObject({ status: 302, location: "https://shop.example/?who=Ana%20&%20Co" });
    expect(await follow(code(1), { seconds: 9 })).toMatchObject({ location: "https://shop.example/more" });
    expect((await clicks(id)).map((row) => [row.kind, row.target, row.isBot]).sort()).toEqual([
      ["click", "hello.0", false],
      ["click", "more", false],
    ]);
    const [row] = await database.db.select().from(recipient).where(eq(recipient.campaignId, campaignId));
    expect(row).toMatchObject({ state: "succeeded", reason: "success_engaged" });
  });

  it("out of a test leads to where the person it was written as would get to, and counts for the test alone", async () => {
    const person = await makePerson(database.db, workspaceId, { firstName: "Ana" });
    const campaignId = await makeCampaign(database.db, workspaceId);
    const id = randomUUID();
    await database.db.insert(testSend).values({
      ...{ id, workspaceId, campaignId, armKey: "A", requestId: randomUUID(), place: 0, message: testMessage },
      ...{ channel: "sms", carrier: "sandbox", contactId: person.contactId, addressId: person.addressId },
      ...{ state: "delivered", sentBy: randomUUID(), createdAt: later(-60) },
    });
    const code = encodeLinkCode({ deliveryId: id, linkIndex: 0 }, mac);
    const opened = async () => (await database.db.select().from(testSend).where(eq(testSend.id, id)))[0]?.openedAt;
    await follow(code, { headers: { "user-agent": "Googlebot/2.1 (+http://www.google.com/bot.html)" } });
    expect(await opened()).toBeNull();
    expect(await follow(code)).toMatchObject({ status: 302, location: "https://shop.example/?who=Sam" });
    await follow(code, { seconds: 90 });
    expect(await opened()).toEqual(later(0));
    const acts = await database.db.select().from(engagement).where(eq(engagement.contactId, person.contactId));
    expect(acts).toEqual([]);
  });

  it("opened twice in a minute is one click; later it is another", async () => {
    const { id, code } = await sent();
    for (const seconds of [0, 1, 30, 61]) await follow(code(1), { seconds });
    expect(await clicks(id)).toHaveLength(2);
  });

  it("opened by a machine leads there too, and counts as no click", async () => {
    const { id, campaignId, code } = await sent();
    const machines = [
      { method: "HEAD" },
      { headers: { "sec-purpose": "prefetch;prerender" } },
      { headers: { "user-agent": "Googlebot/2.1 (+http://www.google.com/bot.html)" } },
      { headers: { "user-agent": "" } },
    ];
    for (const machine of machines) expect((await follow(code(1), machine)).status).toBe(302);
    expect((await clicks(id)).every((row) => row.isBot)).toBe(true);
    const [row] = await database.db.select().from(recipient).where(eq(recipient.campaignId, campaignId));
    expect(row?.state).toBe("active");
    await follow(code(1), { seconds: 5 });
    const all = await clicks(id);
    expect(all.filter((each) => !each.isBot)).toHaveLength(1);
    expect(all.find((each) => each.isBot)?.botReason).not.toBeNull();
  });

  it("that is forged, cut or numbered beyond the message leads nowhere, in words", async () => {
    const { code } = await sent();
    for (const bad of [code(2), code(1).slice(0, -2), `${code(1)}x`, "", "..", "a".repeat(500)]) {
      const answer = await follow(bad, { headers: { "accept-language": "fr-FR,fr" } });
      expect(answer.status).toBe(404);
      expect(answer.location).toBeNull();
      expect(answer.text).toContain("Ce lien ne mène nulle part");
    }
  });

  it("never leads off the web, whatever a person's data says", async () => {
    const linkTo = (url: string): Message => ({
      blocks: [{ id: "b", kind: "buttons", buttons: [{ id: "go", label: "Go", action: { type: "open_url", url } }] }],
    });
    for (const name of ["javascript:alert(1)", "data:text/html,x", "//evil.example", "https:evil.example", ""]) {
      const { code } = await sent(linkTo("{{ first_name }}"), name);
      expect((await follow(code(0))).status).toBe(404);
    }
    const { code } = await sent(linkTo("https://müller.example/ä"));
    expect((await follow(code(0))).location).toBe("https://xn--mller-kva.example/%C3%A4");
  });

  it("leads to the product that was shown, also when it was sold out afterwards", async () => {
    const product = { ...{ sku: "mug", title: "Mug", description: "", priceMinor: null, currency: "EUR" } };
    const mug = { ...product, url: "https://shop.example/mug", imageUrl: null, mediaId: null };
    const { campaignId, code } = await sent({
      blocks: [
        {
          ...{ id: "p", kind: "product", source: "last_carted", showDescription: false, showPrice: false },
          ...{ product: { ...mug, url: "https://shop.example/other" }, button: { id: "b", label: "See it" } },
        },
      ],
    });
    const [{ contactId = "" } = {}] = await database.db
      .select({ contactId: recipient.contactId })
      .from(recipient)
      .where(eq(recipient.campaignId, campaignId));
    await saveProducts(database.db, workspaceId, [mug], later(-3600));
    await saveProductActs(database.db, workspaceId, [{ contactId, relation: "carted", sku: "mug", at: later(-3600) }]);
    const soldOutAt = (at: Date) =>
      database.sql`update product set available = false, updated_at = ${at.toISOString()} where sku = 'mug' and workspace_id = ${workspaceId}`;
    await soldOutAt(later(3600));
    expect((await follow(code(0))).location).toBe("https://shop.example/mug");
    // Who got the message when it was sold out already was shown the other one.
    await soldOutAt(later(-3600));
    expect((await follow(code(0))).location).toBe("https://shop.example/other");
  });

  const rsvp: Message = {
    blocks: [
      {
        ...{ id: "r", kind: "rsvp", question: "Will you come?", event: null },
        answers: [{ id: "yes", label: "I'll be <there>" }],
        calendar: { id: "cal", label: "Add to calendar" },
      },
    ],
  };
  const answer = async (code: string, origin: string, seconds = 0) => {
    const url = `https://app.example/l/${code}`;
    const request = new Request(url, { method: "POST", headers: { "user-agent": phone, origin } });
    return takeAnswer(request, code, {
      ...{
        db: database.db,
        mac,
        publicUrl: "https://app.example",
        now: later(seconds),
        limit,
        afterwards: () => undefined,
      },
    });
  };

  it("that stands for an answer asks for one press, and counts it once", async () => {
    const { id, campaignId, code } = await sent(rsvp);
    const page = await follow(code(0), {
      headers: { "user-agent": "Googlebot/2.1 (+http://www.google.com/bot.html)" },
    });
    expect(page).toMatchObject({ status: 200 });
    expect(page.text).toContain("I&#39;ll be &lt;there&gt;");
    expect((await clicks(id)).filter((row) => !row.isBot)).toEqual([]);
    expect((await answer(code(0), "https://evil.example")).status).toBe(403);
    for (const _ of [1, 2]) expect((await answer(code(0), "https://app.example")).status).toBe(303);
    expect((await clicks(id)).filter((row) => row.kind === "tap").map((row) => row.target)).toEqual(["yes"]);
    const [row] = await database.db.select().from(recipient).where(eq(recipient.campaignId, campaignId));
    expect(row).toMatchObject({ state: "succeeded", reason: "success_engaged" });
  });

  it("that stands for an answer can be given, taken back and given again", async () => {
    const { id, code } = await sent({
      blocks: [
        {
          ...{ id: "r", kind: "rsvp", question: "Will you come?", event: null },
          answers: ["yes", "no"].map((each) => ({ id: each, label: each })),
          calendar: { id: "cal", label: "Add to calendar" },
        },
      ],
    });
    for (const [second, index] of [0, 0, 1, 1, 0, 0].entries()) {
      expect((await answer(code(index), "https://app.example", second)).status).toBe(303);
    }
    await Promise.all([1, 2, 3, 4].map(() => answer(code(1), "https://app.example", 10)));
    const taps = (await clicks(id)).sort((one, other) => one.at.getTime() - other.at.getTime());
    expect(taps.map(({ target }) => target)).toEqual(["yes", "no", "yes", "no"]);
  });

  it("that is pressed without end is not looked at for a while, and nobody else waits for it", async () => {
    const { id, code } = await sent(rsvp);
    const other = await sent(rsvp);
    const press = async (each: string, seconds = 0) => (await answer(each, "https://app.example", seconds)).status;
    const pressed = await Promise.all(Array.from({ length: 40 }, () => press(code(0))));
    expect(new Set(pressed)).toEqual(new Set([303]));
    // Another link of the same message is the same person.
    const refused = await answer(code(1), "https://app.example", 60);
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("840");
    expect(await refused.text()).toContain("Too many changes in a short time");
    expect(await press(code(0))).toBe(429);
    expect(await press(other.code(0))).toBe(303);
    expect(await press(code(0), 15 * 60)).toBe(303);
    expect(await clicks(id)).toHaveLength(1);
  });

  it("that is forged leaves nothing behind, however often it is pressed", async () => {
    const { code } = await sent(rsvp);
    const counted = () => database.db.$count(rateLimit);
    const before = await counted();
    for (const bad of [`${code(0)}x`, "", "a".repeat(500)]) {
      expect((await answer(bad, "https://app.example")).status).toBe(404);
    }
    expect(await counted()).toBe(before);
  });

  it("that opens a page takes no answer", async () => {
    const { id, code } = await sent();
    expect((await answer(code(0), "https://app.example")).status).toBe(404);
    expect(await clicks(id)).toEqual([]);
  });

  it("adds an event to a calendar", async () => {
    const event = {
      ...{ title: "Opening", startsAt: "2026-12-01T18:00:00Z", endsAt: "2026-12-01T20:00:00Z" },
      ...{ location: "", description: "" },
    };
    const { code } = await sent({
      blocks: [
        { id: "b", kind: "buttons", buttons: [{ id: "add", label: "Add", action: { type: "calendar", event } }] },
      ],
    });
    const { status, text } = await follow(code(0));
    expect(status).toBe(200);
    expect(text).toContain("SUMMARY:Opening");
  });

  it("to a film leads to its page, where the click is counted", async () => {
    const { id, code } = await sent({ blocks: [{ id: "v", kind: "video", mediaId: randomUUID(), alt: "" }] });
    expect(await follow(code(0))).toMatchObject({ status: 302, location: `/m/${code(0)}` });
    expect(await clicks(id)).toEqual([]);
  });
});

describe("a scanner that opens every link when a message arrives", () => {
  it("is told from people, who count however soon they come", async () => {
    const { id, campaignId, code } = await sent();
    await follow(code(0), { seconds: 0 });
    await follow(code(1), { seconds: 0.4 });
    await settle();
    const [row] = await database.db.select().from(recipient).where(eq(recipient.campaignId, campaignId));
    expect(row?.state).toBe("active");
    await follow(code(1), { seconds: 4 });
    const all = await clicks(id);
    expect(all.map((each) => `${each.target} ${each.botReason}`).sort()).toEqual([
      "hello.0 all_at_once",
      "more all_at_once",
      "more null",
    ]);
    const counted = await database.sql`select metric, count from rollup where campaign_id = ${campaignId} order by 1`;
    expect([...counted]).toEqual([
      { metric: "clicked", count: 1 },
      { metric: "engaged", count: 1 },
      { metric: "machine_opened", count: 2 },
    ]);
  });

  it("is not judged before its second is over, nor twice, nor by two workers at once", async () => {
    const { id, code } = await sent();
    await settle();
    await follow(code(0), { seconds: 50 });
    expect(await settleOpenings(database.db, later(51))).toBe(0);
    const settled = await Promise.all([settle(), settle(), settle()]);
    expect(settled.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await clicks(id)).toHaveLength(1);
  });
});

describe("the host of a link", () => {
  const linkTo = (url: string): Message => ({
    blocks: [{ id: "b", kind: "buttons", buttons: [{ id: "go", label: "Go", action: { type: "open_url", url } }] }],
  });

  it.each([
    ["https://shop.example{{ first_name }}", ".evil.example"],
    ["https://shop.example{{ first_name }}", "@evil.example"],
    ["https://shop.example{{ first_name }}", ":x@evil.example/"],
    ["https://{{ first_name }}.shop.example/", "evil.example/"],
    ["https://{{ first_name }}.shop.example/", "evil.example#"],
    ["https://{{ first_name }}.shop.example/", "evil.example?"],
    ["https://{{ first_name }}.shop.example/", "user:pass@x"],
    ["{{ first_name }}", "javascript:alert(1)//https://shop.example"],
    ["{{ first_name }}", "data:text/html,https://shop.example"],
    ["{{ first_name }}", "\\t//evil.example"],
  ])("%s leads nowhere for somebody called %s", async (url, name) => {
    const { code } = await sent(linkTo(url), name);
    expect(await follow(code(0))).toMatchObject({ status: 404, location: null });
  });

  it.each([
    ["https://shop.example{{ first_name }}", "/ana", "https://shop.example/ana"],
    ["https://{{ first_name }}.shop.example/", "lisbon", "https://lisbon.shop.example/"],
    ["https://shop.example/{{ first_name }}", "//evil.example", "https://shop.example///evil.example"],
    ["https://shop.example/?to={{ first_name }}", "@evil.example", "https://shop.example/?to=@evil.example"],
    ["{{ first_name }}", "https://any.example/page", "https://any.example/page"],
  ])("%s stays for somebody called %s", async (url, name, location) => {
    const { code } = await sent(linkTo(url), name);
    expect((await follow(code(0))).location).toBe(location);
  });
});

describe("marks for the statistics of the page", () => {
  it("are added where the workspace wants them, with the channel and the campaign", async () => {
    const home = await makeWorkspace(database.db, { linkTags: { source: "cascade" } });
    const person = await makePerson(database.db, home, { firstName: "Ana" });
    const campaignId = await makeCampaign(database.db, home);
    const id = await makeDelivery(database.db, person, campaignId, { state: "delivered" });
    const { location } = await follow(encodeLinkCode({ deliveryId: id, linkIndex: 0 }, mac));
    expect(location).toBe("https://shop.example/?who=Ana&utm_source=cascade&utm_medium=rcs&utm_campaign=Sale");
  });
});

describe("links opened without end", () => {
  it("are refused for a minute, by network and message; a crowd with links of its own is not", async () => {
    const { code } = await sent();
    const other = await sent();
    const headers = { "x-forwarded-for": "203.0.113.9" };
    const statuses = await Promise.all(Array.from({ length: 70 }, () => follow(code(1), { headers })));
    expect(statuses.filter(({ status }) => status === 302)).toHaveLength(60);
    const refused = statuses.find(({ status }) => status === 429);
    expect(refused?.text).toContain("Opened very often in a short time");
    expect((await follow(other.code(1), { headers })).status).toBe(302);
    expect((await follow(code(1), { headers: { "x-forwarded-for": "203.0.113.10" } })).status).toBe(302);
    expect((await follow(code(1), { headers, seconds: 61 })).status).toBe(302);
  });
});

it("a link of ours costs one statement before the answer and one after it; a forged one none", async () => {
  const { code } = await sent();
  const statements: string[] = [];
  const client = postgres(database.url, { max: 1, debug: (_, query) => void statements.push(query) });
  const counted = drizzle(client);
  await counted.execute("select 1");
  statements.length = 0;
  const deps = {
    db: counted as unknown as typeof database.db,
    mac,
    publicUrl: "https://app.example",
    now: later(0),
    limit,
  };
  const work: (() => Promise<void>)[] = [];
  const ask = (text: string) =>
    followLink(new Request(`https://app.example/l/${text}`, { headers: { "user-agent": phone } }), text, {
      ...deps,
      afterwards: (each) => work.push(each),
    });
  expect((await ask(code(1))).status).toBe(302);
  expect(statements).toHaveLength(1);
  await Promise.all(work.map((each) => each()));
  expect(statements).toHaveLength(2);
  expect((await ask(`${code(1)}x`)).status).toBe(404);
  expect(statements).toHaveLength(2);
  await client.end();
});
