import { Inngest } from "inngest";
import { engineFetch, LOCAL_ORIGIN } from "@/inngest/engine/intake";
import { inngestEnv } from "@/inngest/env";
import { log } from "@/inngest/log";
import { engineSql } from "@/inngest/outbox";

/** The one client that all functions are made with. Which server runs them is decided by the environment alone. */
export const inngest = new Inngest({
  id: "cascade",
  logger: log,
  ...(inngestEnv().mode === "local" ? localOptions() : {}),
});

/** Events go straight into the engine's tables; nothing leaves this process. */
function localOptions() {
  return {
    // Signed like in production: the engine and a real server run the same code of the SDK.
    isDev: false,
    baseUrl: LOCAL_ORIGIN,
    eventKey: "local",
    signingKey: inngestEnv().signingKey,
    fetch: engineFetch(engineSql, () => new Date()),
  };
}
