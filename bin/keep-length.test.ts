import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { keepLength } from "@/bin/keep-length";

test("a length that a route says reaches the other side, and nothing else changes", async () => {
  const server = createServer((request, response) => {
    keepLength(response);
    if (request.url === "/file") response.setHeader("X-File-Length", "10");
    response.write("12345");
    response.end("67890");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const file = await fetch(`http://127.0.0.1:${port}/file`);
  expect([await file.text(), file.headers.get("content-length"), file.headers.get("x-file-length")]).toEqual([
    "1234567890",
    "10",
    null,
  ]);
  const page = await fetch(`http://127.0.0.1:${port}/page`);
  expect([await page.text(), page.headers.get("content-length")]).toEqual(["1234567890", null]);
  server.closeAllConnections();
  server.close();
});
