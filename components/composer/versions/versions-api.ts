import type { ArmKey } from "@/lib/campaign/schema";
import type { MediaItem } from "@/lib/media/media-item";
import type { Message } from "@/lib/message/schema";
import type { VersionItem } from "@/lib/message/version";

export interface VersionPage {
  versions: VersionItem[];
  hasMore: boolean;
}

/** A page of the history of one variant; `before` is the last version of the page before. */
export async function fetchVersions(
  campaignId: string,
  armKey: ArmKey,
  before: VersionItem | null,
): Promise<VersionPage> {
  const query = new URLSearchParams({ arm: armKey });
  if (before !== null) query.set("before", `${before.savedAt},${before.id}`);
  return read<VersionPage>(`/api/studio/campaigns/${campaignId}/versions?${query}`);
}

/** What one version says, with the media it shows. */
export function fetchVersion(campaignId: string, versionId: string): Promise<{ message: Message; media: MediaItem[] }> {
  return read(`/api/studio/campaigns/${campaignId}/versions/${versionId}`);
}

async function read<Value>(path: string): Promise<Value> {
  const response = await fetch(path);
  if (response.status === 401) throw new Error("You are signed out. Sign in in another tab, then try again.");
  if (!response.ok) throw new Error("The history could not be loaded. Try again.");
  // Our own routes: their shape is the type's.
  return (await response.json()) as Value;
}
