import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sweepWaiting, writePiece } from "@/db/blobs-waiting";
import { listMedia, mediaByIds, mediaToConvert, saveFocalPoint } from "@/db/queries/media";
import { listUploads, receivePiece, removeUpload, startUpload, sweepUploads } from "@/db/queries/uploads";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { ensureSchema } from "@/inngest/engine/schema";
import { convertMedia } from "@/inngest/media/convert-media";
import { finishUpload } from "@/inngest/media/finish-upload";
import { takeRemote } from "@/inngest/media/take-remote";
import { toMediaItem } from "@/lib/media/media-item";

const now = new Date("2026-05-01T10:00:00Z");
let database: TestDatabase;
let blobFolder = "";
let photo: Buffer;
beforeAll(async () => {
  database = await testDatabase();
  await ensureSchema(database.sql);
  blobFolder = await mkdtemp(join(tmpdir(), "cascade-uploads-"));
  photo = await sharp({ create: { width: 90, height: 60, channels: 3, background: "#369" } })
    .jpeg()
    .toBuffer();
});
afterAll(async () => {
  await database.end();
  await rm(blobFolder, { recursive: true, force: true });
});

const deps = () => ({ db: database.db, now: () => now, ffmpegPath: null, blobFolder });
const waiting = () => readdir(join(blobFolder, "waiting")).catch(() => []);

async function newWorkspace(): Promise<string> {
  const id = uuidv7();
  await database.sql`insert into workspace (id, name, slug, settings) values (${id}, 'Shop', ${id}, '{}')`;
  return id;
}

function start(workspaceId: string, bytes: number, fingerprint = "a:1:2") {
  return startUpload(database.db, workspaceId, { fileName: "a.jpg", fingerprint, bytes, now });
}

async function begun(workspaceId: string, bytes: number) {
  const upload = await start(workspaceId, bytes);
  if (upload === "too_much_waiting") throw new Error("refused");
  return upload;
}

function put(workspaceId: string, id: string, offset: number, bytes: Uint8Array) {
  const write = () => writePiece(id, offset, bytes, blobFolder);
  return receivePiece(database.db, workspaceId, { id, offset, bytes: bytes.byteLength, now, write });
}

test("a broken upload goes on where it stopped, from any tab, and becomes media once", async () => {
  const workspaceId = await newWorkspace();
  const upload = await begun(workspaceId, photo.byteLength);
  await put(workspaceId, upload.id, 0, photo.subarray(0, 200));
  // The answer was lost: the piece comes again and changes nothing; so does one from further on.
  expect((await put(workspaceId, upload.id, 0, photo.subarray(0, 200)))?.receivedBytes).toBe(200);
  expect((await put(workspaceId, upload.id, 300, photo.subarray(300)))?.receivedBytes).toBe(200);
  expect(await finishUpload(deps(), workspaceId, upload)).toBeNull();
  const again = await begun(workspaceId, photo.byteLength);
  expect([again.id, again.receivedBytes]).toEqual([upload.id, 200]);
  const rest = photo.subarray(200);
  expect((await put(workspaceId, upload.id, 200, rest))?.receivedBytes).toBe(photo.byteLength);
  const both = await Promise.all([1, 2].map(() => finishUpload(deps(), workspaceId, upload)));
  expect(both.filter((outcome) => outcome !== null)).toHaveLength(1);
  expect(await listUploads(database.db, workspaceId)).toEqual([]);
  expect(await waiting()).toEqual([]);
  const items = await listMedia(database.db, workspaceId, { search: "", kinds: ["image"], after: null, limit: 9 });
  expect(items).toHaveLength(1);
  expect(await listMedia(database.db, workspaceId, { search: "", kinds: ["video"], after: null, limit: 9 })).toEqual(
    [],
  );
  const events = await database.sql`select count(*)::int as n from engine.event where name = 'media/uploaded'`;
  expect(events[0]?.n).toBe(1);
});

test("a file that is refused leaves its sentence and no bytes", async () => {
  const workspaceId = await newWorkspace();
  const words = Buffer.from("not a picture at all");
  const upload = await begun(workspaceId, words.byteLength);
  await put(workspaceId, upload.id, 0, words);
  expect(await finishUpload(deps(), workspaceId, upload)).toMatchObject({ refusal: { code: "not_taken" } });
  expect(await waiting()).toEqual([]);
  expect((await listUploads(database.db, workspaceId))[0]?.failure).toMatch(/not a picture/);
  expect(await removeUpload(database.db, workspaceId, upload.id)).toBe(true);
});

test("nobody reaches another workspace's upload, and no workspace fills the disk", async () => {
  const [own, other] = [await newWorkspace(), await newWorkspace()];
  const upload = await begun(own, photo.byteLength);
  expect(await put(other, upload.id, 0, photo)).toBeNull();
  expect(await removeUpload(database.db, other, upload.id)).toBe(false);
  expect(await listUploads(database.db, other)).toEqual([]);
  expect(await finishUpload(deps(), other, upload)).toBeNull();
  expect((await begun(other, photo.byteLength)).id).not.toBe(upload.id);
  for (let index = 0; index < 5; index++) await start(own, 500_000_000, `big${index}`);
  expect(await start(own, 500_000_000, "one too many")).toBe("too_much_waiting");
});

test("what nobody touched for days is swept, with its bytes; what is under way stays", async () => {
  const workspaceId = await newWorkspace();
  const upload = await begun(workspaceId, photo.byteLength);
  await put(workspaceId, upload.id, 0, photo.subarray(0, 100));
  const future = new Date("2100-01-01T00:00:00Z");
  const kept = await sweepUploads(database.db, new Date(now.getTime() - 1));
  expect(await sweepWaiting({ wanted: kept, putBefore: future }, blobFolder)).toBe(0);
  expect(await waiting()).toContain(upload.id);
  const left = await sweepUploads(database.db, new Date(now.getTime() + 1));
  await writeFile(join(blobFolder, "waiting", uuidv7()), "left by a crash");
  expect(await sweepWaiting({ wanted: left, putBefore: future }, blobFolder)).toBeGreaterThanOrEqual(2);
  expect(await waiting()).toEqual([]);
});

test("the same bytes are converted once; another focal point makes the crops again and nothing else", async () => {
  const workspaceId = await newWorkspace();
  const server = createServer((_, response) => response.end(photo));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const reach = { resolve: async () => ["127.0.0.1"], isOpen: () => true, ports: new Set([port]) };
  const url = `http://pictures.example:${port}/sea%20side.jpg`;
  const taken = [await takeRemote(deps(), workspaceId, url, reach), await takeRemote(deps(), workspaceId, url, reach)];
  server.close();
  const ids = taken.flatMap((each) => ("mediaId" in each ? [each.mediaId] : []));
  const [first, second] = [ids[0] ?? "", ids[1] ?? ""];
  const item = async (id: string) => {
    const [row] = await mediaByIds(database.db, workspaceId, [id]);
    if (row === undefined) throw new Error("not there");
    return toMediaItem(row, "https://shop.example");
  };
  expect((await item(first)).fileName).toBe("sea side.jpg");
  await convertMedia(deps(), workspaceId, first, "stills");
  await convertMedia(deps(), workspaceId, second, "stills");
  expect((await item(second)).renditions).toEqual((await item(first)).renditions);
  const before = await item(second);
  expect(await saveFocalPoint(database.db, await newWorkspace(), second, { x: 0, y: 0 })).toBe("not_found");
  expect(await saveFocalPoint(database.db, workspaceId, second, { x: 0.5, y: 0 })).toBe("saved");
  const missing = (await mediaToConvert(database.db, workspaceId, second))?.missing ?? [];
  expect([...missing].sort()).toEqual(["push", "rcs-card", "rcs-carousel", "whatsapp"]);
  // Until the new crops are there, the old ones are what is sent.
  expect((await item(second)).renditions).toEqual(before.renditions);
  expect((await item(second)).pending).toEqual(missing);
  await convertMedia(deps(), workspaceId, second, "stills");
  expect((await item(second)).pending).toEqual([]);
});

test("however many uploads are finished at once, two are looked at and the others wait", async () => {
  const workspaceId = await newWorkspace();
  const uploads = await Promise.all(
    Array.from({ length: 12 }, async (_, index) => {
      const upload = await start(workspaceId, photo.byteLength, `many:${index}`);
      if (upload === "too_much_waiting") throw new Error("refused");
      await put(workspaceId, upload.id, 0, photo);
      return upload;
    }),
  );
  const underWay = new Set<string>();
  let most = 0;
  const finished = await Promise.all(
    uploads.map(async (upload) => {
      // The time is asked for when a check begins.
      const begins = () => {
        underWay.add(upload.id);
        most = Math.max(most, underWay.size);
        return now;
      };
      const outcome = await finishUpload({ ...deps(), now: begins }, workspaceId, upload);
      underWay.delete(upload.id);
      return outcome;
    }),
  );
  expect(finished.every((outcome) => outcome !== null && "mediaId" in outcome)).toBe(true);
  // The next one may begin before the one that ended is known here to have.
  expect(most).toBeLessThanOrEqual(4);
});
