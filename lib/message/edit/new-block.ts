import { definitionOf } from "@/lib/message/blocks/registry";
import type { Block, BlockKind } from "@/lib/message/schema";

/** An empty block of a kind, ready to be filled in. */
export function newBlock(kind: BlockKind, newId: () => string): Block {
  return definitionOf(kind).empty(newId);
}
