import type { InngestFunction } from "inngest";
import { finishRenditions, makeRenditions } from "@/inngest/functions/make-renditions";

/** Every background function; one that is not listed here is not run. */
export const functions: InngestFunction.Like[] = [makeRenditions, finishRenditions];
