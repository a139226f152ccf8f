import { createHmac, randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OpeningLimit } from "@/app/(public)/opening-limit";
import { watchedMedia } from "@/db/queries/media-watch";
import { later, makeCampaign, makeDelivery, makePerson, makeWorkspace } from "@/db/queries/people.fixtures";
import { arm, engagement, media, mediaWatch, rendition } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { settleOpenings } from "@/inngest/openings/settle-openings";
import { partsAll } from "@/lib/analytics/played-parts";
import { encodeLinkCode } from "@/lib/links/link-code";
import { showMedia } from "./show-media";
import { takeReport } from "./watched/take-report";

const mac = (bytes: Uint8Array) => createHmac("sha256", "secret").update(bytes).digest();
const publicUrl = "https://app.example";
const blobHash = "a".repeat(64);
let database: TestDatabase;
let workspaceId: string;
beforeAll(async () => {
  database = await testDatabase();
  workspaceId = await makeWorkspace(database.db);
});
afterAll(() => database.end());

async function sentFilm(inWorkspace = workspaceId) {
  const { db } = database;
  const mediaId = randomUUID();
  await db.insert(media).values({
    ...{ id: mediaId, workspaceId: inWorkspace, fileName: "tour.mp4", blobHash, mime: "video/mp4", bytes: 9 },
    ...{ kind: "video", durationSeconds: 60 },
  });
  const person = await makePerson(db, inWorkspace, { firstName: "Ana & Co" });
  const campaignId = await makeCampaign(db, inWorkspace);
  const block = { id: "v", kind: "video" as const, mediaId, alt: "A tour for {{ first_name }}" };
  await db
    .update(arm)
    .set({ message: { blocks: [block] } })
    .where(eq(arm.campaignId, campaignId));
  const id = await makeDelivery(db, person, campaignId, { state: "delivered", acceptedAt: later(-60) });
  return { mediaId, campaignId, deliveryId: id, code: encodeLinkCode({ deliveryId: id, linkIndex: 0 }, mac) };
}

async function convert(mediaId: string, inWorkspace = workspaceId) {
  const film = { mediaId, workspaceId: inWorkspace, state: "ready" as const, durationSeconds: 60 };
  await database.db.insert(rendition).values([
    {
      ...{ ...film, profile: "web-video", blobHash, mime: "video/mp4" },
      ...{ bytes: 9_000_000, widthPx: 1280, heightPx: 720 },
    },
    { ...film, profile: "whatsapp-video", blobHash: "b".repeat(64), mime: "video/mp4", bytes: 2_100_000 },
    { ...film, profile: "mms-video", blobHash: "c".repeat(64), mime: "video/mp4", bytes: 400_000, durationSeconds: 30 },
    { ...film, profile: "thumbnail", blobHash: "d".repeat(64), mime: "image/jpeg", bytes: 30_000 },
  ]);
}

async function open(code: string, seconds = 0, headers: Record<string, string> = {}) {
  const work: Promise<void>[] = [];
  const agent = "Mozilla/5.0 (Linux; Android 9) Chrome/100.0 Mobile Safari/537.36";
  const request = new Request(`${publicUrl}/m/${code}`, { headers: { "user-agent": agent, ...headers } });
  const response = await showMedia(request, code, {
    ...{ db: database.db, mac, publicUrl, now: later(seconds), limit: new OpeningLimit() },
    afterwards: (each) => work.push(each()),
  });
  await Promise.all(work);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, stamp: /data-stamp="([\w-]+)"/.exec(text)?.[1] };
}

async function report(code: string, body: unknown, seconds: number, headers: Record<string, string> = {}) {
  const request = new Request(`${publicUrl}/m/${code}/watched`, {
    ...{ method: "POST", body: typeof body === "string" ? body : JSON.stringify(body) },
    headers: { origin: publicUrl, ...headers },
  });
  return (await takeReport(request, code, { db: database.db, mac, now: later(seconds), publicUrl })).status;
}

describe("the page of a film", () => {
  it("fetches nothing of the film before it is played, and works without script", async () => {
    const { mediaId, code } = await sentFilm();
    expect((await open(code)).status).toBe(404);
    await convert(mediaId);
    const page = await open(code);
    expect(page.status).toBe(200);
    expect(page.text).toContain('<video controls playsinline preload="none"');
    expect(page.text).toContain(`poster="/f/${"d".repeat(64)}.jpg"`);
    expect(page.text).toContain('width="1280" height="720"');
    expect(page.text).toContain("A tour for Ana &amp; Co");
    expect(page.text).toContain("1:00 · 2.1 MB");
    // The one that was cut is another film.
    expect(page.text).toContain(`<source src="/f/${"b".repeat(64)}.mp4" type="video/mp4" media="(max-width: 600px)">`);
    expect(page.text).toContain(`<source src="/f/${blobHash}.mp4"`);
    expect(Buffer.byteLength(page.text)).toBeLessThan(8_000);
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'; connect-src 'self'");
    expect(policy).not.toContain("unsafe");
    const sparing = await open(code, 0, { "save-data": "on" });
    expect(sparing.text).not.toContain(blobHash);
  });

  it("counts as one click of the message, and plays no film of another workspace", async () => {
    const { mediaId, code, deliveryId } = await sentFilm();
    await convert(mediaId, await makeWorkspace(database.db));
    expect((await open(code)).status).toBe(404);
    await database.db.update(rendition).set({ workspaceId }).where(eq(rendition.mediaId, mediaId));
    await open(code);
    await settleOpenings(database.db, later(10_000));
    const acts = await database.db.select().from(engagement).where(eq(engagement.deliveryId, deliveryId));
    expect(acts).toMatchObject([{ kind: "click", target: "v.play", isBot: false }]);
  });
});

describe("what a page tells about a film", () => {
  it("adds up to what was played, in any order and any number of times", async () => {
    const { mediaId, code, campaignId, deliveryId } = await sentFilm();
    await convert(mediaId);
    const { stamp } = await open(code);
    for (const parts of [0b111, 0b1, 0b11000, 0b111]) expect(await report(code, { stamp, parts }, 60)).toBe(204);
    const [row] = await database.db.select().from(mediaWatch).where(eq(mediaWatch.deliveryId, deliveryId));
    expect(row?.playedParts).toBe(0b11111);
    const [film] = await watchedMedia(database.db, workspaceId, campaignId);
    expect(film).toMatchObject({ mediaId, fileName: "tour.mp4", plays: 1, share: 0.25, quarters: [1, 0, 0, 0] });
    expect(film?.curve).toEqual([1, 1, 1, 1, 1, ...Array(15).fill(0)]);
    expect(await watchedMedia(database.db, await makeWorkspace(database.db), campaignId)).toEqual([]);
  });

  it("is the sum over people, with the share each of them watched", async () => {
    const first = await sentFilm();
    await convert(first.mediaId);
    const person = await makePerson(database.db, workspaceId);
    const id = await makeDelivery(database.db, person, first.campaignId, { state: "delivered" });
    const second = encodeLinkCode({ deliveryId: id, linkIndex: 0 }, mac);
    await report(first.code, { stamp: (await open(first.code)).stamp, parts: partsAll }, 100);
    await report(second, { stamp: (await open(second)).stamp, parts: 0b1111111111 }, 100);
    const [film] = await watchedMedia(database.db, workspaceId, first.campaignId);
    expect(film).toMatchObject({ plays: 2, share: 0.75, quarters: [2, 2, 1, 1] });
    expect(film?.curve.slice(9, 11)).toEqual([2, 1]);
  });

  it("is believed only as far as time has passed", async () => {
    const { mediaId, code } = await sentFilm();
    await convert(mediaId);
    const { stamp } = await open(code);
    expect(await report(code, { stamp, parts: partsAll }, 10)).toBe(400);
    expect(await report(code, { stamp, parts: partsAll }, 29)).toBe(204);
  });

  it("is refused when it is forged, about another message, too late, too long, or from another site", async () => {
    const { mediaId, code, deliveryId } = await sentFilm();
    const other = await sentFilm();
    await convert(mediaId);
    await convert(other.mediaId);
    const { stamp = "" } = await open(code);
    const { stamp: theirs } = await open(other.code);
    expect(await report(code, { stamp: theirs, parts: 1 }, 9)).toBe(400);
    expect(await report(code, { stamp: `${stamp.slice(0, -1)}${stamp.endsWith("A") ? "B" : "A"}`, parts: 1 }, 9)).toBe(
      400,
    );
    for (const parts of [-1, 1.5, 2 ** 20, "1", null]) expect(await report(code, { stamp, parts }, 99)).toBe(400);
    for (const body of ["", "[]", "{", "x".repeat(600)]) expect(await report(code, body, 9)).toBe(400);
    expect(await report(`${code}x`, { stamp, parts: 1 }, 9)).toBe(404);
    expect(await report(code, { stamp, parts: 1 }, 9, { origin: "https://evil.example" })).toBe(403);
    expect(await report(code, { stamp, parts: 1 }, 25 * 3600)).toBe(410);
    expect(await database.db.$count(mediaWatch, eq(mediaWatch.deliveryId, deliveryId))).toBe(0);
    const flood = await Promise.all(Array.from({ length: 60 }, () => report(code, { stamp, parts: 1 }, 9)));
    expect(flood).toContain(429);
  });
});
