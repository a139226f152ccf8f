import { createHmac, createSecretKey } from "node:crypto";
import { type Database, getDatabase } from "@/db/client";
import { carrierFor } from "@/inngest/providers/carrier-for";
import type { SendingDeps } from "@/inngest/sending/deps";
import { sendingEnv } from "@/inngest/sending/env";

/** The real clock, the real carriers, a database of this process. */
export function liveDeps(db: Database = getDatabase()): SendingDeps {
  const env = sendingEnv();
  const linkKey = createSecretKey(env.CASCADE_LINK_SECRET, "utf8");
  return {
    db,
    now: () => new Date(),
    carrierFor,
    publicUrl: env.CASCADE_URL,
    // A Buffer of its own for 32 bytes takes as long as hashing them; one made of text comes from Node's pool.
    mac: (bytes) => Buffer.from(createHmac("sha256", linkKey).update(bytes).digest("binary"), "binary"),
    pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    limits: {
      concurrency: env.SENDING_CONCURRENCY,
      leaseSeconds: env.SENDING_LEASE_SECONDS,
      graceSeconds: env.SENDING_GRACE_SECONDS,
      accountPerSecond: (carrier) => (carrier === "sandbox" ? null : env.VONAGE_REQUESTS_PER_SECOND),
    },
  };
}
