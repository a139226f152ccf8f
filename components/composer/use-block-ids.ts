import { useMemo } from "react";
import type { Block } from "@/lib/message/schema";

/** The ids of the blocks: the very same list until one comes, goes or moves, however much is typed into them. */
export function useBlockIds(blocks: readonly Block[]): string[] {
  const written = JSON.stringify(blocks.map(({ id }) => id));
  return useMemo(() => JSON.parse(written) as string[], [written]);
}
