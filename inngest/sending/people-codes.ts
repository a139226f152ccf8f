import type { Database } from "@/db/client";
import { type CodeWish, codesOfPeople, type GivenCode, giveCodes, takeBackCodes } from "@/db/queries/promo-codes";
import type { PreparedCampaign } from "@/inngest/sending/compile-delivery";
import type { PoolCode } from "@/lib/promo/pool-codes";

/** The codes from lists that a set of people have in a campaign. */
export class PeopleCodes {
  /** Null for whom a list had none left. */
  readonly #codes = new Map<string, string | null>();
  readonly #new: GivenCode[] = [];

  /** Looks up what the people were given before, in one query; in none when no message takes codes from a list. */
  static async load(
    db: Pick<Database, "execute">,
    { campaign, arms }: PreparedCampaign,
    contactIds: readonly string[],
  ): Promise<PeopleCodes> {
    const codes = new PeopleCodes();
    if ([...arms.values()].every(({ poolCodes }) => poolCodes.size === 0)) return codes;
    for (const given of await codesOfPeople(db, campaign.workspaceId, campaign.id, contactIds)) {
      codes.#codes.set(keyOf(given.contactId, given.blockId), given.code);
    }
    return codes;
  }

  /** The person's code; null when none was left for them; undefined while they have none. */
  find(contactId: string, { keptAs }: PoolCode): string | null | undefined {
    return this.#codes.get(keyOf(contactId, keptAs));
  }

  /** Gives out codes. Afterwards each wish has a code, or is known to get none. */
  async give(
    tx: Pick<Database, "execute">,
    { campaign }: PreparedCampaign,
    wishes: readonly CodeWish[],
    now: Date,
  ): Promise<void> {
    for (const { contactId, blockId } of wishes) this.#codes.set(keyOf(contactId, blockId), null);
    for (const given of await giveCodes(tx, campaign.workspaceId, campaign.id, wishes, now)) {
      this.#codes.set(keyOf(given.contactId, given.blockId), given.code);
      this.#new.push(given);
    }
  }

  /** Whatever was given here and stands in nobody's message is free again: for them, something else was in the way. */
  async takeBackUnused(
    tx: Pick<Database, "execute">,
    { campaign }: PreparedCampaign,
    used: readonly { contactId: string; blockIds: readonly string[] }[],
  ): Promise<void> {
    const kept = new Set(
      used.flatMap(({ contactId, blockIds }) => blockIds.map((blockId) => keyOf(contactId, blockId))),
    );
    const unused = this.#new.filter(({ contactId, blockId }) => !kept.has(keyOf(contactId, blockId)));
    const codes = unused.map(({ contactId, blockId }) => ({ contactId, blockId }));
    await takeBackCodes(tx, campaign.workspaceId, campaign.id, codes);
  }
}

function keyOf(contactId: string, blockId: string): string {
  return `${contactId} ${blockId}`;
}
