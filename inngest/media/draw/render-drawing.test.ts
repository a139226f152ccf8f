import { mkdtemp, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { z } from "zod";
import { putBlob } from "@/db/blobs";
import { addMedia, removeMedia } from "@/db/queries/media";
import { makeWorkspace } from "@/db/queries/people.fixtures";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { keepDrawing, readDrawing } from "@/inngest/media/draw/drawing-cache";
import { inTurn } from "@/inngest/media/draw/in-turn";
import { type Rendered, renderDrawing } from "@/inngest/media/draw/render-drawing";
import { sweepDrawings } from "@/inngest/media/draw/sweep-drawings";
import { drawingSchema } from "@/lib/drawing/schema";

const now = new Date("2026-11-26T19:12:30Z");
let database: TestDatabase;
let workspaceId: string;
let folder: string;
let blobFolder: string;
beforeAll(async () => {
  database = await testDatabase();
  workspaceId = await makeWorkspace(database.db);
});
afterAll(() => database.end());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cascade-drawings-"));
  blobFolder = await mkdtemp(join(tmpdir(), "cascade-blobs-"));
  return async () => {
    await rm(folder, { recursive: true, force: true });
    await rm(blobFolder, { recursive: true, force: true });
  };
});

const qr = { kind: "qr" as const, text: "SAVE20", caption: "" };
const plain = (background: string) =>
  sharp({ create: { width: 60, height: 40, channels: 3, background } })
    .png()
    .toBuffer();

/** Renders for the smallest frame; counts what had to be drawn and fetched. */
async function render(
  drawing: z.input<typeof drawingSchema>,
  about: {
    at?: Date;
    wait?: number;
    picture?: Buffer | null;
    workspace?: string;
    folder?: string;
    slow?: Promise<void>;
  } = {},
) {
  const count = { drawn: 0, fetched: 0, notKept: 0 };
  const rendered = await renderDrawing(
    {
      ...{ db: database.db, now: about.at ?? now, folder: about.folder ?? folder, blobFolder },
      isPreview: about.slow !== undefined,
      fetchPicture: async () => {
        count.fetched += 1;
        await about.slow;
        return about.picture ?? null;
      },
      waitSeconds: async () => {
        count.drawn += 1;
        return about.wait ?? 0;
      },
      notKept: () => {
        count.notKept += 1;
      },
    },
    { workspaceId: about.workspace ?? workspaceId, profile: "thumbnail", drawing: drawingSchema.parse(drawing) },
  );
  return { rendered, ...count };
}

const bytesOf = (rendered: Rendered) => {
  if (rendered.state !== "drawn") throw new Error(rendered.state);
  return rendered.bytes;
};

async function upload(background: string, workspace = workspaceId) {
  const picture = await plain(background);
  const blobHash = await putBlob(picture, blobFolder);
  const file = { fileName: "a.png", kind: "image" as const, mime: "image/png", bytes: picture.byteLength };
  const size = { widthPx: 60, heightPx: 40, durationSeconds: null };
  return addMedia(database.db, workspace, { ...file, ...size, blobHash, now });
}

const captionOn = (mediaId: string) =>
  ({ kind: "caption", mediaId, text: "Zoë", place: "bottom", color: "#ffffff" }) as const;

describe("a drawn picture", () => {
  test("is drawn once and then kept, also for requests at the same time", async () => {
    const burst = await Promise.all(Array.from({ length: 20 }, () => render(qr)));
    expect(burst.reduce((sum, { drawn }) => sum + drawn, 0)).toBe(1);
    const again = await render(qr);
    expect(again.drawn).toBe(0);
    expect(bytesOf(again.rendered).equals(bytesOf((burst[3] ?? again).rendered))).toBe(true);
  });

  test("is another one for another workspace, and is not drawn for who asked too often", async () => {
    await render(qr);
    expect((await render(qr, { workspace: uuidv7() })).drawn).toBe(1);
    const refused = await render({ ...qr, text: "OTHER" }, { wait: 30 });
    expect(refused.rendered).toEqual({ state: "busy", retryAfterSeconds: 30 });
    // What is kept costs nothing and is given to everybody.
    expect((await render(qr, { wait: 30 })).rendered.state).toBe("drawn");
  });

  test("is answered even when it cannot be kept", async () => {
    const file = join(folder, "a-file");
    await writeFile(file, "");
    const { rendered, notKept } = await render(qr, { folder: join(file, "below") });
    expect([rendered.state, notKept]).toEqual(["drawn", 1]);
  });
});

test("a countdown is drawn anew each minute, and one last time at its end", async () => {
  const style = { background: "#ffffff", foreground: "#000000", accent: "#0a7a80" };
  const about = { kind: "countdown" as const, timeZone: "UTC", label: "Ends", locale: "en", style };
  const countdown = { ...about, deadline: "2026-11-26T20:00:30Z" };
  const drawn = async (iso: string) => (await render(countdown, { at: new Date(iso) })).drawn;
  expect(await drawn("2026-11-26T19:12:00Z")).toBe(1);
  expect(await drawn("2026-11-26T19:12:59Z")).toBe(0);
  expect(await drawn("2026-11-26T19:13:00Z")).toBe(1);
  expect(await drawn("2026-11-26T20:00:29Z")).toBe(1);
  expect(await drawn("2026-11-26T20:00:30Z")).toBe(1);
  expect(await drawn("2026-12-26T20:00:30Z")).toBe(0);
});

describe("words on an uploaded picture", () => {
  test("stand on it, until it is deleted", async () => {
    const mediaId = await upload("#336699");
    expect((await render(captionOn(mediaId))).rendered.state).toBe("drawn");
    await removeMedia(database.db, workspaceId, mediaId);
    expect((await render(captionOn(mediaId))).rendered).toEqual({ state: "nothing" });
  });

  test("never on the picture of another workspace", async () => {
    const mediaId = await upload("#336699", await makeWorkspace(database.db));
    expect((await render(captionOn(mediaId))).rendered).toEqual({ state: "nothing" });
    expect((await render(captionOn(uuidv7()))).rendered).toEqual({ state: "nothing" });
  });
});

test("slow shops in somebody's previews hold up no picture that was sent", async () => {
  const photoAt = (path: string) => ({ kind: "photo" as const, url: `https://slow.example/${path}.png` });
  let release: () => void = () => undefined;
  const slow = new Promise<void>((resolve) => {
    release = resolve;
  });
  const previews = Array.from({ length: 20 }, (_, index) => render(photoAt(`preview${index}`), { slow }));
  const picture = await plain("#336699");
  expect((await render(photoAt("sent"), { picture })).rendered.state).toBe("drawn");
  release();
  expect((await Promise.all(previews)).every(({ rendered }) => rendered.state === "drawn")).toBe(true);
});

test("a product picture is fetched once a day, and one that cannot be had is not kept as such", async () => {
  const photo = { kind: "photo" as const, url: "https://shop.example/a.png" };
  expect(await render(photo)).toMatchObject({ rendered: { state: "drawn" }, fetched: 1 });
  const picture = await plain("#ff0000");
  expect(await render(photo, { picture })).toMatchObject({ rendered: { state: "drawn" }, fetched: 1 });
  expect(await render(photo, { picture })).toMatchObject({ rendered: { state: "drawn" }, fetched: 0 });
  const tomorrow = new Date("2026-11-27T19:12:30Z");
  for (const _ of [1, 2]) {
    expect(await render(photo, { picture: Buffer.from("<html>"), at: tomorrow })).toMatchObject({
      ...{ rendered: { state: "drawn" }, fetched: 1 },
    });
  }
});

test("works wait their turn, and too many are turned away", async () => {
  const run = inTurn({ atOnce: 2, waitingMax: 3 });
  const ends: (() => void)[] = [];
  let [running, most] = [0, 0];
  const work = async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise<void>((resolve) => ends.push(resolve));
    running -= 1;
    return "done";
  };
  const all = Array.from({ length: 7 }, () => run(work));
  const failing = run(async () => Promise.reject(new Error("no")));
  for (let turn = 0; turn < 20; turn += 1) {
    ends.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await Promise.all(all)).toEqual(["done", "done", "done", "done", "done", "busy", "busy"]);
  expect(await failing).toBe("busy");
  expect(most).toBe(2);
  // A work that fails gives its place back.
  for (let index = 0; index < 3; index += 1) {
    await expect(run(async () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  }
  expect(await run(async () => "free")).toBe("free");
});

test("the sweep removes what was used longest ago, and what was left half-written", async () => {
  const name = (digit: number) => String(digit).repeat(64);
  for (const digit of [1, 2, 3, 4]) {
    await keepDrawing(folder, name(digit), Buffer.alloc(100));
    const used = new Date(now.getTime() - digit * 60 * 60_000);
    await utimes(join(folder, `${digit}${digit}`, name(digit)), used, used);
  }
  const half = join(folder, "11", `${name(1)}.0123456789abcdef`);
  await writeFile(half, "half");
  await utimes(half, new Date(0), new Date(0));
  // Read again, so it is not the oldest any more.
  expect(await readDrawing(folder, name(4), now)).toHaveLength(100);
  expect(await sweepDrawings(folder, { bytesMax: 200, now })).toBe(2);
  const left = (await readdir(folder, { recursive: true })).filter((path) => path.length > 2);
  expect(left.sort()).toEqual([join("11", name(1)), join("44", name(4))]);
  expect((await stat(join(folder, "44", name(4)))).mtime).toEqual(now);
  expect(await sweepDrawings(join(folder, "none"), { bytesMax: 0, now })).toBe(0);
});
