import { nanoid } from "nanoid";
import { log } from "@/app/_server/log";
import type { Refusal } from "@/lib/action-result";

/** A bug, told to the person as a sentence with a reference that finds the line in the log. */
export function unexpected(name: string, error: unknown): Refusal {
  const reference = nanoid(8);
  log.error({ name, reference, err: error }, "unexpected error");
  return {
    code: "unexpected",
    message: `Something went wrong on our side (ref ${reference}). Nothing you typed is lost; please try again.`,
    field: null,
  };
}
