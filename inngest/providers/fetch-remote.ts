import { lookup } from "node:dns/promises";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { isIP } from "node:net";
import { pipeline } from "node:stream/promises";
import { Agent } from "undici";
import { isPublicAddress } from "@/inngest/providers/is-public-address";
import type { Refusal } from "@/lib/action-result";

/** What a fetch may reach; tests bring a small world of their own. */
export interface Reach {
  /** All addresses of a name. */
  resolve: (hostname: string) => Promise<string[]>;
  isOpen: (address: string) => boolean;
  /** Media stands on the usual ports; the others are where somebody's database listens. */
  ports: ReadonlySet<number>;
}

const publicInternet: Reach = {
  resolve: async (hostname) => (await lookup(hostname, { all: true })).map(({ address }) => address),
  isOpen: isPublicAddress,
  ports: new Set([80, 443]),
};

export interface RemoteFile {
  /** Where the bytes go; nothing is left there after a refusal. */
  path: string;
  bytesMax: number;
  timeoutSeconds: number;
}

const REDIRECTS_MAX = 5;

/**
 * Fetches a file from the public internet onto the disk. A name is resolved here and the connection made to the address
 * that was checked, so that a name which changes its mind in between gains nothing; every redirect is checked anew.
 */
export async function fetchRemote(
  address: string,
  { path, bytesMax, timeoutSeconds }: RemoteFile,
  reach: Reach = publicInternet,
): Promise<{ bytes: number; fileName: string } | { refusal: Refusal }> {
  const agent = new Agent({
    connections: 1,
    headersTimeout: 15_000,
    bodyTimeout: 15_000,
    connect: { timeout: 10_000, lookup: checkedLookup(reach) },
  });
  const signal = AbortSignal.timeout(timeoutSeconds * 1000);
  try {
    let url = parse(address);
    for (let hop = 0; hop <= REDIRECTS_MAX; hop++) {
      if (url === null || !mayVisit(url, reach)) return refused("address_not_allowed", notAllowed);
      const answer = await agent.request({
        ...{ origin: url.origin, path: `${url.pathname}${url.search}`, method: "GET", signal },
        headers: { "user-agent": "Cascade", accept: "image/*, video/*, audio/*", "accept-encoding": "identity" },
      });
      const location = answer.headers.location;
      if (answer.statusCode >= 300 && answer.statusCode < 400 && typeof location === "string") {
        answer.body.on("error", () => undefined).destroy();
        url = parse(location, url);
        continue;
      }
      if (answer.statusCode !== 200) {
        answer.body.on("error", () => undefined).destroy();
        return refused("address_not_found", `The address answered ${answer.statusCode}. Open it in a browser first.`);
      }
      const bytes = await write(answer.body, path, bytesMax, signal);
      if (bytes === null) {
        await rm(path, { force: true });
        return refused("too_large", `The file is larger than ${Math.floor(bytesMax / 1e6)} MB. Make it smaller.`);
      }
      return { bytes, fileName: lastPart(url) };
    }
    return refused("too_many_redirects", "The address leads from one to the next without end. Copy the last one.");
  } catch (error) {
    await rm(path, { force: true });
    if (isClosed(error)) return refused("address_not_allowed", notAllowed);
    if (signal.aborted)
      return refused("too_slow", `The file did not come within ${timeoutSeconds} seconds. Try again.`);
    return refused("address_unreachable", "The address does not answer. Check it and try again.");
  } finally {
    await agent.destroy();
  }
}

const notAllowed =
  "Only public http and https addresses on the usual ports are fetched, without a name and password. Upload the file instead.";

class ClosedAddressError extends Error {}

function isClosed(error: unknown): boolean {
  return error instanceof ClosedAddressError || (error instanceof Error && error.cause instanceof ClosedAddressError);
}

type LookupCallback = (
  error: Error | null,
  addresses: { address: string; family: number }[] | string,
  family?: number,
) => void;

/** Resolves a name and hands on nothing that is not open; one closed address among several closes the name. */
function checkedLookup(reach: Reach) {
  return (hostname: string, options: { all?: boolean | undefined }, callback: LookupCallback): void => {
    reach.resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined || !addresses.every(reach.isOpen)) {
          return callback(new ClosedAddressError("The address is not public"), []);
        }
        if (options.all)
          return callback(
            null,
            addresses.map((address) => ({ address, family: isIP(address) })),
          );
        return callback(null, first, isIP(first));
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error("The name is not known"), []),
    );
  };
}

function parse(address: string, base?: URL): URL | null {
  try {
    return new URL(address, base);
  } catch {
    return null;
  }
}

function mayVisit(url: URL, reach: Reach): boolean {
  if ((url.protocol !== "http:" && url.protocol !== "https:") || url.username !== "" || url.password !== "")
    return false;
  if (!reach.ports.has(Number(url.port) || (url.protocol === "https:" ? 443 : 80))) return false;
  // An address that is written out is never looked up. The parser has undone all other spellings, such as 0x7f.1.
  const literal = url.hostname.replace(/^\[|\]$/g, "");
  return isIP(literal) === 0 || reach.isOpen(literal);
}

async function write(
  body: AsyncIterable<Uint8Array>,
  path: string,
  bytesMax: number,
  signal: AbortSignal,
): Promise<number | null> {
  let bytes = 0;
  let isTooLarge = false;
  const counted = async function* () {
    for await (const piece of body) {
      bytes += piece.byteLength;
      if (bytes > bytesMax) {
        isTooLarge = true;
        return;
      }
      yield piece;
    }
  };
  await pipeline(counted(), createWriteStream(path, { mode: 0o600 }), { signal });
  return isTooLarge ? null : bytes;
}

function lastPart(url: URL): string {
  try {
    return decodeURIComponent(url.pathname.split("/").at(-1) ?? "");
  } catch {
    return "";
  }
}

function refused(code: string, message: string): { refusal: Refusal } {
  return { refusal: { code, message, field: "url" } };
}
