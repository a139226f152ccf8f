import { createHash } from "node:crypto";
import type { Database } from "@/db/client";
import type { Carrier } from "@/inngest/providers/contract";
import type { Mac } from "@/lib/links/seal";
import type { WorkspaceSettings } from "@/lib/workspace/schema";

/** What sending needs of the world. Tests and the demo bring a clock and a carrier of their own to the same code. */
export interface SendingDeps {
  db: Database;
  now: () => Date;
  carrierFor(settings: WorkspaceSettings): Carrier;
  /** Address people and providers reach us under, without a trailing slash. */
  publicUrl: string;
  /** Signs short links and preference links. */
  mac: Mac;
  limits: SendingLimits;
  /** Lets real time pass between two tries at a provider that has too much; on a virtual clock there is none to pass. */
  pause?: (milliseconds: number) => Promise<void>;
}

interface SendingLimits {
  /** Messages under way to providers at once. */
  concurrency: number;
  /** How long a claimed delivery may stay unanswered before its worker counts as dead. */
  leaseSeconds: number;
  /** How long an abandoned delivery waits for a receipt before it may be sent again. */
  graceSeconds: number;
  /** Requests a second that an account takes; null or left out for as many as there are. */
  accountPerSecond?: (carrier: WorkspaceSettings["carrier"]) => number | null;
}

export function sha256(text: string): Uint8Array {
  // As text first: a Buffer of its own for 32 bytes takes as long as hashing them.
  return Buffer.from(createHash("sha256").update(text).digest("binary"), "binary");
}
