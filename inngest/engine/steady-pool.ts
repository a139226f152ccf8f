import postgres, { type Sql } from "postgres";
import { isLostConnection } from "./connection-errors";

const ANSWER_MS = 20_000;

/**
 * A pool for the engine that goes on working when the server is killed and comes back. postgres.js 3.4.9 keeps state
 * over a broken connection: unsent bytes and a cleared timer that make every later attempt on that connection hang, and
 * queries given to it between the socket's "error" and "close" that are never answered. So after a lost connection, or
 * an answer that does not come, the whole pool is replaced; what was under way on the old one is refused.
 */
export function openPool(url: string, connectionsMax: number): Sql {
  const open = (max: number) =>
    postgres(url, {
      max,
      idle_timeout: 60,
      onnotice: () => undefined,
      connection: { application_name: "cascade-engine", TimeZone: "UTC" },
      // Asking for the types of arrays leaves a rejection nobody handles when the server goes away meanwhile.
      fetch_types: false,
    });
  let current = open(connectionsMax);
  // Notifications have a connection of their own, which is idle when it breaks and so comes back by itself.
  const listener = open(1);

  const answered = async <Result>(query: (pool: Sql) => PromiseLike<Result>): Promise<Result> => {
    const pool = current;
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_, reject) => {
      const error = Object.assign(new Error("the database does not answer"), { code: "CONNECTION_SILENT" });
      timer = setTimeout(() => reject(error), ANSWER_MS);
    });
    try {
      return await Promise.race([query(pool), silence]);
    } catch (error) {
      if (isLostConnection(error) && pool === current) {
        current = open(connectionsMax);
        void pool.end({ timeout: 0 });
      }
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };
  return new Proxy(current, {
    apply: (_target, _self, parts: Parameters<Sql>) => answered((pool) => pool(...parts)),
    get: (_target, name) => {
      if (name === "listen") return listener.listen;
      if (name === "begin") return (work: Parameters<Sql["begin"]>[1]) => answered((pool) => pool.begin(work));
      if (name !== "end") return Reflect.get(current, name);
      return (options?: { timeout?: number }) => Promise.all([current.end(options), listener.end(options)]);
    },
  });
}
