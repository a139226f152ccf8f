import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCampaign } from "@/db/queries/campaigns";
import {
  addMedia,
  campaignsUsingMedia,
  findPublicFile,
  listMedia,
  mediaByIds,
  mediaLackingRenditions,
  mediaOfMessages,
  mediaToConvert,
  removeMedia,
  saveRendition,
} from "@/db/queries/media";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { profilesOf } from "@/lib/media/profiles";
import { messageSchema } from "@/lib/message/schema";

const now = new Date("2026-05-01T10:00:00Z");
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const hash = (digit: string) => digit.repeat(64);

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

async function newWorkspace(): Promise<string> {
  const id = uuidv7();
  await database.sql`insert into workspace (id, name, slug, settings) values (${id}, 'Shop', ${id}, '{}')`;
  return id;
}

function upload(workspaceId: string, fileName: string, at = now) {
  const file = {
    kind: "image" as const,
    durationSeconds: null,
    fileName,
    blobHash: hash("a"),
    mime: "image/jpeg",
    bytes: 1000,
    widthPx: 40,
    heightPx: 30,
    now: at,
  };
  return addMedia(database.db, workspaceId, file);
}

const renditionProfiles = profilesOf("image");
const made = {
  durationSeconds: null,
  loss: null,
  focalPoint: null,
  state: "ready",
  failure: null,
  mime: "image/jpeg",
  bytes: 500,
  widthPx: 20,
  heightPx: 15,
  now,
} as const;

describe("media", () => {
  test("pages come newest first, are searched by name and belong to one workspace", async () => {
    const workspaceId = await newWorkspace();
    const other = await newWorkspace();
    for (let index = 0; index < 5; index++) await upload(workspaceId, `beach_${index}.jpg`, later(index));
    const hidden = await upload(other, "theirs.jpg");
    const first = await listMedia(database.db, workspaceId, { kinds: null, search: "", after: null, limit: 3 });
    expect(first.map((row) => row.fileName)).toEqual(["beach_4.jpg", "beach_3.jpg", "beach_2.jpg"]);
    const last = first.at(-1) ?? null;
    const second = await listMedia(database.db, workspaceId, { kinds: null, search: "", after: last, limit: 3 });
    expect(second.map((row) => row.fileName)).toEqual(["beach_1.jpg", "beach_0.jpg"]);
    const found = await listMedia(database.db, workspaceId, { kinds: null, search: "CH_3", after: null, limit: 3 });
    expect(found.map((row) => row.fileName)).toEqual(["beach_3.jpg"]);
    expect(await listMedia(database.db, workspaceId, { kinds: null, search: "b%", after: null, limit: 3 })).toEqual([]);
    expect(await mediaByIds(database.db, workspaceId, [hidden])).toEqual([]);
    expect(await removeMedia(database.db, workspaceId, hidden)).toBe("not_found");
  });

  test("what is missing shrinks as renditions are made, and a repeated run changes nothing", async () => {
    const workspaceId = await newWorkspace();
    const id = await upload(workspaceId, "boat.jpg");
    const query = { uploadedBefore: later(60), limit: 1000 };
    const waiting = async () => (await mediaLackingRenditions(database.db, query)).some((row) => row.mediaId === id);
    expect((await mediaToConvert(database.db, workspaceId, id))?.missing).toEqual([...renditionProfiles]);
    for (const profile of renditionProfiles) {
      expect(await waiting()).toBe(true);
      await saveRendition(database.db, workspaceId, id, { ...made, profile, blobHash: hash("b") });
      await saveRendition(database.db, workspaceId, id, { ...made, profile, blobHash: hash("b") });
    }
    expect(await waiting()).toBe(false);
    expect((await mediaToConvert(database.db, workspaceId, id))?.missing).toEqual([]);
    expect((await mediaByIds(database.db, workspaceId, [id]))[0]?.renditions).toHaveLength(renditionProfiles.length);
  });

  test("the public sees renditions, never an original or a failed one, and nothing once it is removed", async () => {
    const workspaceId = await newWorkspace();
    const id = await upload(workspaceId, "sun.jpg");
    await saveRendition(database.db, workspaceId, id, { ...made, profile: "mms", blobHash: hash("c") });
    const failed = { ...made, state: "failed", failure: "It is too detailed.", blobHash: hash("d") } as const;
    await saveRendition(database.db, workspaceId, id, { ...failed, profile: "push" });
    expect(await findPublicFile(database.db, hash("c"))).toEqual({ mime: "image/jpeg", bytes: 500 });
    expect(await findPublicFile(database.db, hash("a"))).toBeNull();
    expect(await findPublicFile(database.db, hash("d"))).toBeNull();
    expect(await removeMedia(database.db, workspaceId, id)).toBe("removed");
    expect(await findPublicFile(database.db, hash("c"))).toBeNull();
    await saveRendition(database.db, workspaceId, id, { ...made, profile: "mms", blobHash: hash("c") });
    expect(await findPublicFile(database.db, hash("c"))).toBeNull();
  });

  test("a file that a running campaign shows stays; one that only drafts and ended ones show may go", async () => {
    const workspaceId = await newWorkspace();
    const id = await upload(workspaceId, "sale.jpg");
    const base = { topic: "promotions", userId: null, assignmentSalt: "salt", now };
    const campaignId = await createCampaign(database.db, workspaceId, { ...base, name: "Summer sale" });
    const message = { blocks: [{ id: "i", kind: "image", mediaId: id, alt: "" }] };
    await database.sql`update arm set message = ${database.sql.json(message)} where campaign_id = ${campaignId}`;
    for (const state of ["in_review", "scheduled", "sending", "paused"]) {
      await database.sql`update campaign set state = ${state} where id = ${campaignId}`;
      expect(await removeMedia(database.db, workspaceId, id)).toBe("in_use");
    }
    await database.sql`update campaign set state = 'draft' where id = ${campaignId}`;
    const shown = await mediaOfMessages(database.db, workspaceId, [{ blocks: [] }, messageSchema.parse(message)]);
    expect(shown.map((row) => row.id)).toEqual([id]);
    expect(await campaignsUsingMedia(database.db, workspaceId, id)).toEqual([
      { id: campaignId, name: "Summer sale", state: "draft", isRunning: false },
    ]);
    expect(await removeMedia(database.db, workspaceId, id)).toBe("removed");
  });
});
