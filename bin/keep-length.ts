import type { ServerResponse } from "node:http";

const WISH = "x-file-length";

/**
 * Next takes Content-Length away from what a route answers and sends it in chunks; providers of messages refuse media
 * whose length they are not told. A route that knows it says so in `X-File-Length`, which becomes the real header here.
 */
export function keepLength(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as (...head: unknown[]) => ServerResponse;
  response.writeHead = (...head: unknown[]) => {
    const length = response.getHeader(WISH);
    response.removeHeader(WISH);
    if (length !== undefined && (response.statusCode === 200 || response.statusCode === 206))
      response.setHeader("Content-Length", length);
    return writeHead(...head);
  };
}
