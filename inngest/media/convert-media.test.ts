import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import { putBlob, readBlob } from "@/db/blobs";
import { addMedia, findPublicFile, mediaByIds, removeMedia } from "@/db/queries/media";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { convertMedia } from "@/inngest/media/convert-media";
import { sweepBlobs } from "@/inngest/media/sweep-blobs";
import { isConverting, toMediaItem } from "@/lib/media/media-item";
import { profilesOf } from "@/lib/media/profiles";

const now = new Date("2026-05-01T10:00:00Z");
let database: TestDatabase;
let blobFolder = "";
beforeAll(async () => {
  database = await testDatabase();
  blobFolder = await mkdtemp(join(tmpdir(), "cascade-blobs-"));
});
afterAll(async () => {
  await database.end();
  await rm(blobFolder, { recursive: true, force: true });
});

async function upload(bytes: Buffer, blobHash: string) {
  const workspaceId = uuidv7();
  await database.sql`insert into workspace (id, name, slug, settings)
    values (${workspaceId}, 'Shop', ${workspaceId}, '{}')`;
  const file = {
    kind: "image" as const,
    durationSeconds: null,
    fileName: "a.jpg",
    mime: "image/jpeg",
    bytes: bytes.byteLength,
    widthPx: 900,
    heightPx: 600,
  };
  const mediaId = await addMedia(database.db, workspaceId, { ...file, blobHash, now });
  const item = async () => {
    const [row] = await mediaByIds(database.db, workspaceId, [mediaId]);
    if (row === undefined) throw new Error("not there");
    return toMediaItem(row, "https://shop.example");
  };
  return {
    workspaceId,
    mediaId,
    item,
    run: () =>
      convertMedia({ db: database.db, now: () => now, ffmpegPath: null, blobFolder }, workspaceId, mediaId, "stills"),
  };
}

test("an upload becomes one public file per channel; running again changes nothing", async () => {
  const photo = await sharp({ create: { width: 900, height: 600, channels: 3, background: "#336699" } })
    .jpeg()
    .toBuffer();
  const { item, run } = await upload(photo, await putBlob(photo, blobFolder));
  expect(isConverting(await item())).toBe(true);
  await run();
  const made = await item();
  expect(isConverting(made)).toBe(false);
  expect(made.failures).toEqual({});
  for (const profile of profilesOf("image")) {
    const file = made.renditions[profile];
    const name = /^https:\/\/shop\.example\/f\/([0-9a-f]{64})\.jpg$/.exec(file?.url ?? "")?.[1] ?? "";
    expect((await readBlob(name, blobFolder))?.byteLength).toBe(file?.bytes);
    expect(await findPublicFile(database.db, name)).toEqual({ mime: "image/jpeg", bytes: file?.bytes });
  }
  await run();
  expect(await item()).toEqual(made);
});

test("a file that is gone or unreadable is said to be so, and not tried for ever", async () => {
  const gone = await upload(Buffer.from("gone"), "0".repeat(64));
  await gone.run();
  expect((await gone.item()).failures.mms).toMatch(/no longer there/);
  expect(isConverting(await gone.item())).toBe(false);
  const noise = Buffer.from("not a picture");
  const broken = await upload(noise, await putBlob(noise, blobFolder));
  await broken.run();
  expect((await broken.item()).failures.push).toMatch(/could not be read/);
});

test("the sweep removes the bytes of deleted media and no others", async () => {
  const deleted = Buffer.from("deleted picture");
  const shared = Buffer.from("shared by two workspaces");
  const first = await upload(deleted, await putBlob(deleted, blobFolder));
  const second = await upload(shared, await putBlob(shared, blobFolder));
  await upload(shared, await putBlob(shared, blobFolder));
  await removeMedia(database.db, first.workspaceId, first.mediaId);
  await removeMedia(database.db, second.workspaceId, second.mediaId);
  const sweep = (putBefore: Date) => sweepBlobs({ db: database.db, putBefore, blobFolder });
  expect(await sweep(new Date("2020-01-01T00:00:00Z"))).toBe(0);
  expect(await sweep(new Date("2100-01-01T00:00:00Z"))).toBe(1);
  expect(await readBlob(await putBlob(shared, blobFolder), blobFolder)).toEqual(shared);
});
