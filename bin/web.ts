/** The web server as a child of the launcher, which starts it in the folder of the project: listens on HOST and PORT. */
import { createServer } from "node:http";
import next from "next";
import { launchEnv } from "@/bin/env";
import { keepLength } from "@/bin/keep-length";
import { watchRequest } from "@/bin/watch-request";
import { isTakenAtTheDoor } from "@/bin/webhook-door";
import { startTracing } from "@/inngest/telemetry/start-tracing";

const STOP_PATIENCE_MS = 3_000;

const root = process.cwd();
const { host, port } = launchEnv(process.env, root);
const server = createServer();
const app = next({ dev: process.argv.includes("--dev"), dir: root, hostname: host, port, httpServer: server });

let stopTracing: (() => Promise<void>) | undefined;
let stopping = false;
function stop(): void {
  if (stopping) return;
  stopping = true;
  void stopTracing?.().catch(() => undefined);
  // Requests under way may finish; live streams never would, so they are cut after a while.
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), STOP_PATIENCE_MS).unref();
}
process.on("SIGTERM", stop);
process.on("disconnect", stop);

stopTracing = await startTracing("cascade-web");
await app.prepare();
const handle = app.getRequestHandler();
server.on("request", (request, response) =>
  watchRequest(request, response, () => {
    if (isTakenAtTheDoor(request, response)) return;
    keepLength(response);
    void handle(request, response);
  }),
);
server.once("error", (error) => {
  console.error(`The web server cannot listen on ${host}:${port}: ${error.message}`);
  process.exit(1);
});
server.listen(port, host, () => process.send?.({ type: "ready" }));
