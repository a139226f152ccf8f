import type { Refusal } from "@/lib/action-result";

/** Thrown inside an action or a route to refuse the request with a sentence for the person who asked. */
export class RefusedError extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

/** Ends the running action or route: what is wrong, and what to do. */
export function refuse(code: string, message: string, field: string | null = null): never {
  throw new RefusedError({ code, message, field });
}
