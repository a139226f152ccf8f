import { canonicalJson } from "@/lib/message/canonical-json";
import type { Block, BlockKind, Message } from "@/lib/message/schema";

/** A block of which something is told, by its kind. */
export interface BlockNote {
  id: string;
  kind: BlockKind;
}

/** What makes one message another. A block may be both moved and changed. */
export interface MessageDiff {
  added: BlockNote[];
  removed: BlockNote[];
  moved: BlockNote[];
  changed: BlockNote[];
  /** Something beside the list of blocks, such as what one channel or language says instead. */
  elsewhere: boolean;
}

/** What changed from one message to a later one, block by block. As few blocks as possible count as moved. */
export function diffMessages(before: Message, after: Message): MessageDiff {
  const old = new Map(before.blocks.map((block, index) => [block.id, { block, index }]));
  const ids = new Set(after.blocks.map(({ id }) => id));
  const common = after.blocks.filter(({ id }) => old.has(id));
  const stayed = longestRising(common.map(({ id }) => old.get(id)?.index ?? 0));
  return {
    added: after.blocks.filter(({ id }) => !old.has(id)).map(noteOf),
    removed: before.blocks.filter(({ id }) => !ids.has(id)).map(noteOf),
    moved: common.filter((_, place) => !stayed.has(place)).map(noteOf),
    changed: common.filter((block) => canonicalJson(block) !== canonicalJson(old.get(block.id)?.block)).map(noteOf),
    elsewhere: canonicalJson({ ...before, blocks: [] }) !== canonicalJson({ ...after, blocks: [] }),
  };
}

function noteOf({ id, kind }: Block): BlockNote {
  return { id, kind };
}

/** The places of a longest rising run within a list: those that need not move. Example: 2 0 1 3 gives places 1 2 3. */
function longestRising(values: readonly number[]): Set<number> {
  const length: number[] = [];
  const before: number[] = [];
  let best = -1;
  for (const [place, value] of values.entries()) {
    length[place] = 1;
    before[place] = -1;
    for (let earlier = 0; earlier < place; earlier++) {
      const candidate = (length[earlier] ?? 0) + 1;
      if ((values[earlier] ?? 0) < value && candidate > (length[place] ?? 0)) {
        length[place] = candidate;
        before[place] = earlier;
      }
    }
    if (best === -1 || (length[place] ?? 0) > (length[best] ?? 0)) best = place;
  }
  const run = new Set<number>();
  for (let place = best; place >= 0; place = before[place] ?? -1) run.add(place);
  return run;
}
