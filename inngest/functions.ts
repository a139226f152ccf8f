import type { InngestFunction } from "inngest";

/** Every background function; one that is not listed here is not run. */
export const functions: InngestFunction.Like[] = [];
