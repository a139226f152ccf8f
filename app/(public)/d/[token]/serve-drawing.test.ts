import { createHmac, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { makeWorkspace } from "@/db/queries/people.fixtures";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { drawingFile } from "@/lib/drawing/drawing-file";
import type { drawingSchema } from "@/lib/drawing/schema";
import { serveDrawing } from "./serve-drawing";

const mac = (bytes: Uint8Array) => createHmac("sha256", "secret").update(bytes).digest();
const now = new Date("2026-11-26T19:12:30Z");
let database: TestDatabase;
let workspaceId: string;
let folder: string;
beforeAll(async () => {
  database = await testDatabase();
  workspaceId = await makeWorkspace(database.db);
  folder = await mkdtemp(join(tmpdir(), "cascade-drawings-"));
});
afterAll(async () => {
  await database.end();
  await rm(folder, { recursive: true, force: true });
});

const qr = { kind: "qr" as const, text: "SAVE20", caption: "Your code" };

function nameOf(drawing: z.input<typeof drawingSchema>, sign: typeof mac | null = mac): string {
  const file = drawingFile({ publicUrl: "https://app.example", workspaceId, drawing, profile: "thumbnail", sign });
  return file?.url.split("/d/")[1] ?? "";
}

async function ask(
  name: string,
  about: { method?: string; headers?: Record<string, string>; member?: string[] | null; wait?: number } = {},
) {
  const asked: (string | null)[] = [];
  const { method = "GET", headers = {} } = about;
  const response = await serveDrawing(new Request(`https://app.example/d/${name}`, { method, headers }), name, {
    ...{ db: database.db, now, folder, mac },
    fetchPicture: async () => null,
    member: async () => (about.member ? { userId: "somebody", workspaceIds: about.member } : null),
    waitSeconds: async (userId) => {
      asked.push(userId);
      return about.wait ?? 0;
    },
    notKept: (error) => {
      throw error;
    },
  });
  const body = Buffer.from(await response.arrayBuffer());
  return { status: response.status, header: (header: string) => response.headers.get(header), body, asked };
}

describe("the address of a drawn picture", () => {
  it("gives the picture, its type and its length, to be kept for ever", async () => {
    const { status, header, body } = await ask(nameOf(qr));
    expect([status, header("content-type")]).toEqual([200, "image/png"]);
    expect(header("x-file-length")).toBe(String(body.byteLength));
    expect(header("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(header("content-security-policy")).toBe("default-src 'none'; sandbox");
    expect(await sharp(body).metadata()).toMatchObject({ format: "png", width: 480, height: 480 });
    const head = await ask(nameOf(qr), { method: "HEAD" });
    expect([head.status, head.header("x-file-length"), head.body.byteLength]).toEqual([
      200,
      header("x-file-length"),
      0,
    ]);
    const again = await ask(nameOf(qr), { headers: { "if-none-match": header("etag") ?? "" } });
    expect([again.status, again.body.byteLength]).toEqual([304, 0]);
  });

  it("is not found when anything about it was changed", async () => {
    const name = nameOf(qr);
    const other = `${name.startsWith("A") ? "B" : "A"}${name.slice(1)}`;
    for (const wrong of [
      other,
      name.replace(".png", ".jpg"),
      name.replace(".png", ""),
      "..%2f..%2fx.png",
      "a.png",
      "",
    ]) {
      expect((await ask(wrong)).status, wrong).toBe(404);
    }
  });

  it("is kept as long as what it shows stays true", async () => {
    const style = { background: "#ffffff", foreground: "#000000", accent: "#0a7a80" };
    const countdown = { kind: "countdown" as const, timeZone: "UTC", label: "", locale: "en", style };
    const kept = async (deadline: string) => (await ask(nameOf({ ...countdown, deadline }))).header("cache-control");
    expect(await kept("2026-11-30T00:00:00Z")).toBe("public, max-age=60");
    expect(await kept("2026-11-26T19:12:40Z")).toBe("public, max-age=10");
    expect(await kept("2026-11-26T19:12:30Z")).toBe("public, max-age=3600");
  });

  it("without a signature opens only to a member of that workspace, and nobody may keep it", async () => {
    const preview = nameOf({ ...qr, text: "PREVIEW" }, null);
    expect((await ask(preview)).status).toBe(404);
    expect((await ask(preview, { member: [await makeWorkspace(database.db)] })).status).toBe(404);
    const { status, header, asked } = await ask(preview, { member: ["another", workspaceId] });
    expect([status, header("cache-control"), asked]).toEqual([200, "private, no-store", ["somebody"]]);
    // Kept now, and still nobody else's.
    expect((await ask(preview)).status).toBe(404);
  });

  it("asks to come again when too much is asked for, and says when a picture is gone", async () => {
    const busy = await ask(nameOf({ ...qr, text: "BUSY" }), { wait: 7 });
    expect([busy.status, busy.header("retry-after"), busy.asked]).toEqual([503, "7", [null]]);
    const gone = await ask(
      nameOf({ kind: "caption", mediaId: randomUUID(), text: "Hi", place: "top", color: "#ffffff" }),
    );
    expect([gone.status, gone.header("cache-control")]).toEqual([404, "no-store"]);
  });
});
