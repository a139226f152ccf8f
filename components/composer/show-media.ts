import type { MediaItem } from "@/lib/media/media-item";
import { mediaOf } from "@/lib/message/media-of";
import type { Message } from "@/lib/message/schema";
import type { FindMedia } from "./selection/use-selection";

/**
 * Looks up the files of a message that came from elsewhere. Where they cannot be looked up the blocks say that they are
 * missing; nothing is lost by it.
 */
export async function showMedia(find: FindMedia, message: Message, onFound: (item: MediaItem) => void): Promise<void> {
  const ids = mediaOf([message]);
  const found = ids.length === 0 ? [] : await find(ids).catch(() => []);
  for (const item of found) onFound(item);
}
