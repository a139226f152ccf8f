import type { Block, Message } from "@/lib/message/schema";

/** A code of a message that comes from a list. */
export interface PoolCode {
  poolId: string;
  /** The block it is kept under for a person. */
  keptAs: string;
}

/**
 * The codes of a message that come from lists, by the block that shows them. A version of a block for a channel or a
 * language shows the code of the block it stands in for when both take it from the same list: whoever is written to on
 * two channels has one code, not two.
 */
export function poolCodesOf(message: Message): Map<string, PoolCode> {
  const found = new Map<string, PoolCode>();
  for (const block of message.blocks) {
    const poolId = poolOf(block);
    if (poolId !== null) found.set(block.id, { poolId, keptAs: block.id });
  }
  for (const { of, block } of message.variants ?? []) {
    const poolId = block === null ? null : poolOf(block);
    if (block === null || poolId === null) continue;
    found.set(block.id, { poolId, keptAs: found.get(of)?.poolId === poolId ? of : block.id });
  }
  return found;
}

function poolOf(block: Block): string | null {
  return block.kind === "promo_code" && block.code.type === "pool" ? block.code.poolId : null;
}
