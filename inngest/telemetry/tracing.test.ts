import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { startTracing } from "@/inngest/telemetry/start-tracing";
import { withSpan } from "@/inngest/telemetry/with-span";

afterEach(() => {
  delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
});

test("without a collector the work is done and nothing is sent", async () => {
  const stop = await startTracing("cascade-worker");
  expect(await withSpan("a piece of work", {}, async () => 7)).toBe(7);
  await stop();
});

test("a collector is told of work, failed work included, and of no address, token or error text", async () => {
  let received = "";
  const collector = createServer((request, response) => {
    request.on("data", (chunk: Buffer) => {
      received += chunk.toString();
    });
    request.on("end", () => response.writeHead(200, { "content-type": "application/json" }).end("{}"));
  });
  collector.listen(0, "127.0.0.1");
  await once(collector, "listening");
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  const stop = await startTracing("cascade-worker");
  await withSpan("send", { "cascade.campaign": "c1", "http.target": "/p/secret-token" }, () =>
    withSpan("fetch GET https://shop.example/14155550123", {}, async () => undefined),
  );
  await expect(
    withSpan("apply", {}, async () => {
      throw new Error("cannot write to 14155550123");
    }),
  ).rejects.toThrow();
  await stop();
  collector.close();
  expect(received).toContain('"send"');
  expect(received).toContain('"apply"');
  expect(received).toContain("cascade-worker");
  expect(received).toContain("cascade.campaign");
  for (const secret of ["secret-token", "14155550123", "shop.example"]) expect(received).not.toContain(secret);
});
