import { definitionOf } from "@/lib/message/blocks/registry";
import type { Block, BlockKind } from "@/lib/message/schema";

/** An empty block of a kind, ready to be filled in; `timeZone` is the workspace's. */
export function newBlock(kind: BlockKind, newId: () => string, timeZone = "UTC"): Block {
  return definitionOf(kind).empty(newId, timeZone);
}
