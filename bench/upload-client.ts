import { open, stat } from "node:fs/promises";
import { basename } from "node:path";
import { encode } from "next-auth/jwt";
import { uuidv7 } from "uuidv7";
import { z } from "zod";
import type { Database } from "@/db/client";
import { appUser, membership, workspace } from "@/db/schema/identity";
import { pieceBytesMax } from "@/lib/media/upload-limits";
import { defaultSettings } from "@/lib/workspace/default-settings";

/** A business with one person who is signed in. */
export interface Uploader {
  workspaceId: string;
  cookie: string;
  publicUrl: string;
}

/** Makes a business of its own: what is made of a file is used again within a business, and so made anew here. */
export async function newUploader(db: Database, publicUrl: string, secret: string): Promise<Uploader> {
  const workspaceId = uuidv7();
  const ownerEmail = `${workspaceId}@bench.example`;
  const settings = defaultSettings({ name: "Bench", ownerEmail, defaultCountry: "US", timeZone: "UTC" });
  await db.insert(workspace).values({ id: workspaceId, name: "Bench", slug: workspaceId, settings });
  const user = { email: ownerEmail, name: "Bench", passwordHash: "none" };
  const [made] = await db.insert(appUser).values(user).returning();
  if (made === undefined) throw new Error("an inserted row is returned");
  await db.insert(membership).values({ workspaceId, userId: made.id, role: "owner" });
  const token = await encode({ token: { userId: made.id, sessionVersion: made.sessionVersion }, secret });
  return { workspaceId, publicUrl, cookie: `next-auth.session-token=${token}` };
}

const answer = z.union([
  z.object({ refusal: z.object({ message: z.string() }) }),
  z.object({ id: z.string() }),
  z.object({ receivedBytes: z.number(), item: z.object({ id: z.string() }).nullable() }),
]);

/** Sends a file in pieces as the composer does; answers the media it became, or the sentence that refuses it. */
export async function upload(by: Uploader, path: string): Promise<{ mediaId: string } | { refusal: string }> {
  const { size } = await stat(path);
  const address = `${by.publicUrl}/api/studio/media/uploads`;
  const file = { fileName: basename(path), fingerprint: uuidv7(), bytes: size };
  const started = await ask(by, "POST", address, JSON.stringify(file));
  if ("refusal" in started) return { refusal: started.refusal.message };
  if (!("id" in started)) throw new Error("The upload was not begun");
  const handle = await open(path, "r");
  try {
    for (let offset = 0; offset < size; offset += pieceBytesMax) {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(pieceBytesMax), 0, pieceBytesMax, offset);
      const put = await ask(by, "PUT", `${address}/${started.id}?offset=${offset}`, buffer.subarray(0, bytesRead));
      if ("refusal" in put) return { refusal: put.refusal.message };
      if ("item" in put && put.item !== null) return { mediaId: put.item.id };
    }
  } finally {
    await handle.close();
  }
  throw new Error(`The upload of ${file.fileName} came to no end`);
}

async function ask(by: Uploader, method: string, url: string, body: BodyInit): Promise<z.infer<typeof answer>> {
  const response = await fetch(url, { method, body, headers: { cookie: by.cookie } });
  return answer.parse(await response.json());
}
