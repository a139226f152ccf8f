/**
 * The ceiling of the framework: the same server as Cascade's with one route that only answers 200.
 * `tsx bench/bare-next.ts <folder> <port>`, the folder as `bench/make-bare-next.ts` left it.
 */
import { createServer } from "node:http";
import next from "next";

const [folder = "", port = "0"] = process.argv.slice(2);
const server = createServer();
const app = next({ dev: false, dir: folder, hostname: "127.0.0.1", port: Number(port), httpServer: server });
await app.prepare();
const handle = app.getRequestHandler();
server.on("request", (request, response) => void handle(request, response));
server.keepAliveTimeout = 60_000;
process.on("disconnect", () => process.exit(0));
server.listen(Number(port), "127.0.0.1", () => process.send?.({ type: "ready" }));
