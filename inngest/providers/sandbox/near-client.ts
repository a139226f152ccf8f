import { Agent, request } from "undici";
import { nearAddress } from "@/inngest/providers/sandbox/near-address";
import type { CarrierEnv } from "@/inngest/sandbox/env";
import { signCallback } from "@/inngest/sandbox/sign-callback";
import { type FetchedMedia, mediaBytesMax } from "@/lib/sandbox/media-rules";

const patienceMs = 10_000;
const mediaMemoryMax = 500;

/** The sandbox carrier's side of the network: it posts callbacks, fetches media and follows links, all on this computer. */
export interface NearClient {
  /** Posts one callback; the answer's status, or null when there was none. */
  post(url: string, text: string, now: Date): Promise<number | null>;
  /** What is found at a media address. */
  fetchMedia(url: string): Promise<FetchedMedia>;
  /** Follows a link as a phone's browser would. */
  open(url: string): Promise<void>;
}

/** Keeps its connections open: callbacks come by the hundred in a second. */
export function createNearClient(env: CarrierEnv, connectionsMax = 32): NearClient {
  const dispatcher = new Agent({
    connections: connectionsMax,
    headersTimeout: patienceMs,
    bodyTimeout: patienceMs,
    keepAliveTimeout: 20_000,
  });
  const media = new Map<string, FetchedMedia>();

  async function post(url: string, text: string, now: Date): Promise<number | null> {
    const near = nearAddress(url, env);
    if (!near) return null;
    try {
      const answer = await request(near, {
        dispatcher,
        method: "POST",
        headers: { "content-type": "application/json", authorization: signCallback(text, env, now) },
        body: text,
      });
      await answer.body.dump();
      return answer.statusCode;
    } catch {
      return null;
    }
  }

  async function fetchMedia(url: string): Promise<FetchedMedia> {
    // Addresses of files carry their hash: what was found once stays true.
    const known = media.get(url);
    if (known) return known;
    const near = nearAddress(url, env);
    const found = near ? await download(near) : null;
    if (found) {
      if (media.size >= mediaMemoryMax) media.clear();
      media.set(url, found);
    }
    return found;
  }

  async function download(near: URL): Promise<FetchedMedia> {
    try {
      const answer = await request(near, { dispatcher, method: "GET" });
      const mime = answer.headers["content-type"];
      if (answer.statusCode !== 200 || typeof mime !== "string") {
        await answer.body.dump();
        return null;
      }
      let bytes = 0;
      for await (const chunk of answer.body) {
        bytes += Buffer.byteLength(chunk);
        if (bytes > mediaBytesMax) break;
      }
      return { mime, bytes };
    } catch {
      return null;
    }
  }

  async function open(url: string): Promise<void> {
    const near = nearAddress(url, env);
    if (!near) return;
    try {
      const answer = await request(near, {
        dispatcher,
        headers: { "user-agent": phoneBrowser, accept: "text/html,*/*;q=0.8", "accept-language": "en" },
      });
      await answer.body.dump();
    } catch {
      // A link that leads nowhere is no affair of the carrier.
    }
  }

  return { post, fetchMedia, open };
}

const phoneBrowser =
  "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36";
