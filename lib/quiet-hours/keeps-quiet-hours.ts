import type { QuietHours } from "@/lib/quiet-hours/schema";
import type { WorkspaceSettings } from "@/lib/workspace/schema";

/** Whether messages of a workspace wait for the end of quiet hours: with real phones when they are on, else when asked. */
export function keepsQuietHours({ isOn, inSandbox }: QuietHours, carrier: WorkspaceSettings["carrier"]): boolean {
  return isOn && (carrier !== "sandbox" || inSandbox);
}
