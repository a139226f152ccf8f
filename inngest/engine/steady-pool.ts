import { connect, type Socket } from "node:net";
import postgres, { type Sql } from "postgres";

/** What postgres.js hands to its `socket` option. */
interface Target {
  host: string[];
  port: number[];
  path: string | false;
}

/**
 * A socket that always says it closed without error. postgres.js 3.4.9 forgets a query that was given to a connection
 * between the socket's "error" and its "close after an error": the query hangs, or is answered as if it had done
 * nothing. After a close without error it rejects what is unanswered, as it should.
 */
function steadySocket({ host, port, path }: Target): Socket {
  const socket = path ? connect(path) : connect(port[0] ?? 5432, host[0] ?? "localhost");
  const emit = socket.emit.bind(socket);
  socket.emit = (name: string | symbol, ...args: unknown[]) =>
    name === "close" ? emit("close", false) : Reflect.apply(emit, socket, [name, ...args]);
  return socket;
}

/** A pool for the engine, which goes on working when the server is killed and comes back. */
export function openPool(url: string, connectionsMax: number): Sql {
  return postgres(url, {
    max: connectionsMax,
    idle_timeout: 60,
    onnotice: () => undefined,
    connection: { application_name: "cascade-engine", TimeZone: "UTC" },
    // Known to postgres.js, unknown to its types.
    ...{ socket: steadySocket },
  });
}
