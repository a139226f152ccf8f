import type { TemplateState } from "@/lib/campaign/template-state";
import type { TemplateDefinition } from "@/lib/channels/contract";
import { templateFaults } from "@/lib/sandbox/template-faults";

/** What became of a template. */
export interface TemplateStanding {
  /** Null while nothing has been said of it. */
  state: TemplateState | null;
  reason: string | null;
}

/** With a real account what was recorded counts; in the sandbox the rules decide at once, whatever was recorded. */
export function templateStanding(
  definition: TemplateDefinition,
  isSandbox: boolean,
  recorded: TemplateStanding | null,
): TemplateStanding {
  if (!isSandbox) return { state: recorded?.state ?? null, reason: recorded?.reason ?? null };
  const [reason] = templateFaults(definition);
  return reason === undefined ? { state: "approved", reason: null } : { state: "rejected", reason };
}
