/** The ceiling of the machine: a web server that answers 200 and does nothing else. */
import { createServer } from "node:http";

const server = createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    response.writeHead(200, { "Content-Length": 0 });
    response.end();
  });
});
server.keepAliveTimeout = 60_000;
process.on("disconnect", () => process.exit(0));
server.listen(Number(process.argv[2]), "127.0.0.1", () => process.send?.({ type: "ready" }));
