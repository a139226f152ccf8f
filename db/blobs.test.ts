import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  blobPath,
  blobsPutBefore,
  putBlob,
  putBlobStream,
  readBlob,
  removeBlob,
  statBlob,
  streamBlob,
} from "@/db/blobs";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cascade-blobs-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const incoming = () => readdir(join(folder, "incoming"));

describe("blobs", () => {
  test("bytes come back under the SHA-256 of what was put in, and the same file is kept once", async () => {
    const bytes = Buffer.from("a picture, as far as this store cares");
    const hash = await putBlob(bytes, folder);
    expect(hash).toBe(createHash("sha256").update(bytes).digest("hex"));
    expect(await putBlob(bytes, folder)).toBe(hash);
    expect(await readBlob(hash, folder)).toEqual(bytes);
    expect(await statBlob(hash, folder)).toEqual({ bytes: bytes.byteLength });
    expect(Buffer.from(await new Response(streamBlob(hash, folder)).arrayBuffer())).toEqual(bytes);
    expect(await incoming()).toEqual([]);
  });

  test("a stream over the limit is refused without reading on, and leaves nothing behind", async () => {
    let pieces = 0;
    const endless = (async function* () {
      for (;;) {
        pieces += 1;
        yield Buffer.alloc(1000);
      }
    })();
    expect(await putBlobStream(endless, { bytesMax: 5000 }, folder)).toBe("too_large");
    expect(pieces).toBe(6);
    expect(await incoming()).toEqual([]);
  });

  test("a source that breaks off half-way leaves no half file", async () => {
    const broken = (async function* () {
      yield Buffer.from("half a ");
      throw new Error("connection lost");
    })();
    await expect(putBlobStream(broken, { bytesMax: 5000 }, folder)).rejects.toThrow("connection lost");
    expect(await incoming()).toEqual([]);
    const wouldBe = createHash("sha256").update("half a ").digest("hex");
    expect(await statBlob(wouldBe, folder)).toBeNull();
  });

  test("a large stream keeps its pieces in order", async () => {
    const pieces = Array.from({ length: 50 }, (_, index) => Buffer.alloc(70_000, index));
    const stored = await putBlobStream(pieces, { bytesMax: 10_000_000 }, folder);
    if (stored === "too_large") throw new Error("refused");
    expect(stored.bytes).toBe(3_500_000);
    expect((await readBlob(stored.hash, folder))?.equals(Buffer.concat(pieces))).toBe(true);
  });

  test("what is not there is null; what is not a hash never becomes a path", async () => {
    const hash = await putBlob(Buffer.from("short-lived"), folder);
    await removeBlob(hash, folder);
    await removeBlob(hash, folder);
    expect(await readBlob(hash, folder)).toBeNull();
    expect(await statBlob(hash, folder)).toBeNull();
    for (const name of ["../../etc/passwd", "", `${hash}/..`, hash.toUpperCase()]) {
      expect(() => blobPath(name, folder)).toThrow();
    }
  });

  test("old files are listed, new ones are not, and what was never received whole goes away", async () => {
    const own = await mkdtemp(join(tmpdir(), "cascade-blobs-"));
    const [old, fresh] = [await putBlob(Buffer.from("old"), own), await putBlob(Buffer.from("fresh"), own)];
    const half = join(own, "incoming", "0123456789abcdef0123456789abcdef");
    await writeFile(half, "half");
    const longAgo = new Date("2020-01-01T00:00:00Z");
    await utimes(blobPath(old, own), longAgo, longAgo);
    await utimes(half, longAgo, longAgo);
    const listed = async (moment: Date) => {
      const names: string[] = [];
      for await (const name of blobsPutBefore(moment, own)) names.push(name);
      return names;
    };
    expect(await listed(new Date("2021-01-01T00:00:00Z"))).toEqual([old]);
    expect(await readdir(join(own, "incoming"))).toEqual([]);
    await putBlob(Buffer.from("old"), own);
    expect(await listed(new Date("2021-01-01T00:00:00Z"))).toEqual([]);
    expect(await statBlob(fresh, own)).not.toBeNull();
    expect(await listed(longAgo)).toEqual([]);
    await rm(own, { recursive: true });
    expect(await listed(new Date())).toEqual([]);
  });
});
