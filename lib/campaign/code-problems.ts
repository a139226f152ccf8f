import type { PreflightProblem } from "@/lib/campaign/preflight-problem";
import { countWords } from "@/lib/count-words";
import type { Message } from "@/lib/message/schema";
import { poolCodesOf } from "@/lib/promo/pool-codes";
import type { PromoPoolItem } from "@/lib/promo/pool-form";

/** Who may get codes of the campaign. */
export interface CodeSeekers {
  arms: readonly { message: Message; weightPercent: number }[];
  holdoutPercent: number;
  reachableCount: number;
}

/** Lists of promo codes that are gone or do not hold a code for everybody. */
export function codeProblems(
  seekers: CodeSeekers,
  pools: readonly Pick<PromoPoolItem, "id" | "name" | "left">[],
): PreflightProblem[] {
  return [...codesWanted(seekers)].flatMap(([poolId, { people, codes }]): PreflightProblem[] => {
    const pool = pools.find(({ id }) => id === poolId);
    if (pool === undefined) {
      const text = "The list a promo code is taken from was deleted.";
      return [{ severity: "blocker", step: "compose", text, remedy: "Choose another list of codes." }];
    }
    if (pool.left === 0) {
      const text = `The list ${pool.name} has no codes left.`;
      return [{ severity: "blocker", step: "compose", text, remedy: `${addWords}.` }];
    }
    if (pool.left >= codes) return [];
    const many = codes === people ? "" : `, who take ${codes.toLocaleString("en")}`;
    const text = `The list ${pool.name} has ${countWords(pool.left, "code")} for ${people.toLocaleString("en")} people${many}.`;
    return [{ severity: "warning", step: "compose", text, remedy: `${addWords}. The others are skipped.` }];
  });
}

const addWords = "Add codes under Settings, Promo codes, or have them made per person";

/** How many people may take codes from each list, and how many codes: an upper bound, since not everybody sees each version. */
function codesWanted({ arms, holdoutPercent, reachableCount }: CodeSeekers) {
  const wanted = new Map<string, { people: number; codes: number }>();
  for (const { message, weightPercent } of arms) {
    const people = Math.round((reachableCount * (100 - holdoutPercent) * weightPercent) / 10_000);
    const kept = new Map<string, Set<string>>();
    for (const { poolId, keptAs } of poolCodesOf(message).values()) {
      kept.set(poolId, (kept.get(poolId) ?? new Set()).add(keptAs));
    }
    for (const [poolId, blocks] of kept) {
      const before = wanted.get(poolId) ?? { people: 0, codes: 0 };
      wanted.set(poolId, { people: before.people + people, codes: before.codes + people * blocks.size });
    }
  }
  return wanted;
}
