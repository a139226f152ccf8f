import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { Pool } from "undici";

/** The bodies a campaign was sent with, one a line. */
export async function readBodies(path: string): Promise<string[]> {
  const bodies: string[] = [];
  for await (const line of createInterface({ input: createReadStream(path) })) bodies.push(line);
  return bodies;
}

export interface Provider {
  origin: string;
  path: string;
  /** Messages under way at once. */
  concurrency: number;
}

/** Posts a body that is ready, with the app's HTTP client, and gives the provider's answer. */
export function poster({ origin, path, concurrency }: Provider): (body: string) => Promise<unknown> {
  const pool = new Pool(origin, { connections: concurrency, pipelining: 1 });
  const headers = { "content-type": "application/json", authorization: "Basic YmVuY2g6YmVuY2g=" };
  return async (body) => {
    const answer = await pool.request({ path, method: "POST", headers, body });
    return answer.body.json();
  };
}
