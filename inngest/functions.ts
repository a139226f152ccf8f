import type { InngestFunction } from "inngest";
import { finishRenditions, makeRenditions } from "@/inngest/functions/make-renditions";
import { runSandboxCarrier } from "@/inngest/functions/run-sandbox-carrier";

/** Every background function; one that is not listed here is not run. */
export const functions: InngestFunction.Like[] = [makeRenditions, finishRenditions, runSandboxCarrier];
