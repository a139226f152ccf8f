import { pathsOf } from "@/lib/message/prepare-text";
import { prepareMessage } from "@/lib/message/render-message";
import type { Message } from "@/lib/message/schema";

/** The paths into a person's data that a message uses, each once, in order of first use. */
export function variablesOf(message: Message): string[] {
  return [...new Set(prepareMessage(message).texts.flatMap(pathsOf))];
}
