import type { ChannelId } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import type { WorkspaceSettings } from "@/lib/workspace/schema";

/** Whose answers are judged together: an account at a provider, or the browsers' push services. */
export type ProviderAccount = WorkspaceSettings["carrier"] | "web-push";

/** The account a workspace's messages of a channel go through. The sandbox has push services of its own. */
export function accountOf({ carrier }: Pick<WorkspaceSettings, "carrier">, channel: ChannelId): ProviderAccount {
  return carrier !== "sandbox" && channels[channel].addressKind === "push" ? "web-push" : carrier;
}
