import { and, eq, isNull, sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { appendConsentEvents } from "@/db/queries/consent";
import { claimDeliveries, type DeliveryOutcome, recordOutcomes, settleAbandoned } from "@/db/queries/deliveries";
import { recordEngagements } from "@/db/queries/engagement";
import {
  later,
  makeCampaign,
  makeDelivery,
  makePerson,
  makeWorkspace,
  type TestPerson,
} from "@/db/queries/people.fixtures";
import { applyStatusReceipts, storeReceipts } from "@/db/queries/receipts";
import { campaignFunnel } from "@/db/queries/report";
import { claimRevocations, recordRevocations } from "@/db/queries/revocations";
import { delivery } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import type { ChannelId } from "@/lib/channels/ids";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

/** The same numbers from the messages themselves: one look at each. */
async function countedExactly(campaignId: string) {
  const rows = await database.db.execute<Record<string, unknown>>(sql`
    select rung, channel,
      count(*)::int as attempted,
      count(accepted_at)::int as accepted,
      count(*) filter (where delivered_at is not null or read_at is not null)::int as delivered,
      count(read_at)::int as read,
      count(engaged_at)::int as engaged,
      count(*) filter (where state in ('rejected', 'undeliverable'))::int as failed,
      count(*) filter (where state in ('pending', 'sending', 'unknown'))::int as waiting,
      coalesce(sum((select count(*) from engagement e where e.delivery_id = d.id and e.kind = 'conversion')), 0)::int
        as converted,
      count(*) filter (where revoke_outcome = 'revoked')::int as revoked,
      count(*) filter (where revoke_outcome = 'refused')::int as "revokeRefused",
      count(*) filter (where revoke_outcome = 'delivered_first')::int as "revokeLate"
    from delivery d where campaign_id = ${campaignId} and (state <> 'cancelled' or accepted_at is not null)
    group by rung, channel order by rung, channel`);
  return [...rows];
}

type Message = TestPerson & { id: string; rung: number; channel: ChannelId };

/** Everything that may happen to a message, as the app itself lets it happen. */
const happenings = [
  ...(["accept", "refuse", "retry", "lose", "abandon", "report", "engage", "leave"] as const),
  ...(["overtake", "claim_revocations", "answer_revocation"] as const),
];
const statuses = ["submitted", "delivered", "read", "rejected", "undeliverable"] as const;
const happening = fc.record({
  what: fc.constantFrom(...happenings),
  whose: fc.nat(11),
  status: fc.constantFrom(...statuses),
  kind: fc.constantFrom("click", "tap", "reply", "conversion", "opt_out"),
  secondsBack: fc.nat(400),
});

test("the funnel says what the messages themselves say, whatever happened to them in which order", {
  timeout: 300_000,
}, async () => {
  const { db } = database;
  const workspaceId = await makeWorkspace(db);
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 5, maxLength: 40 }), async (steps) => {
      round += 1;
      const campaignId = await makeCampaign(db, workspaceId);
      const messages: Message[] = [];
      for (let index = 0; index < 12; index += 1) {
        const person = await makePerson(db, workspaceId);
        const about = { rung: index % 2, channel: index % 3 === 0 ? ("sms" as const) : ("rcs" as const) };
        messages.push({ ...person, ...about, id: await makeDelivery(db, person, campaignId, about) });
      }
      await appendConsentEvents(
        db,
        messages.map(({ contactId }) => ({
          ...{ workspaceId, contactId, channel: "*", topic: "*", status: "opted_in" as const },
          ...{ source: "user" as const, proof: {}, at: later(0) },
        })),
      );
      const handedOver = new Set<string>();
      let seconds = 0;
      for (const [step, { what, whose, status, kind, secondsBack }] of steps.entries()) {
        seconds += 70;
        const now = later(seconds);
        const message = messages[whose];
        if (message === undefined) continue;
        const { id, contactId, rung, channel } = message;
        const record = async (result: DeliveryOutcome["result"]) => {
          const [row] = await db.select().from(delivery).where(eq(delivery.id, id));
          const about = { id, contactId, rung, armKey: "A" as const, channel, attempts: row?.attempts ?? 0 };
          await recordOutcomes(db, workspaceId, campaignId, [{ ...about, result }], now);
        };
        const claim = () => claimDeliveries(db, { workspaceId, campaignId, limit: 4, now, leaseSeconds: 60 });
        switch (what) {
          case "accept":
            handedOver.add(id);
            await claim();
            await record({
              ...{ kind: "accepted", providerMessageId: `p-${id}`, nextActionAt: later(seconds + 600) },
              ...{ billedUnits: 1, estimatedMicros: null, estimatedCurrency: null },
            });
            break;
          case "refuse":
            await claim();
            await record({ kind: "failed", code: "1300", unreachable: false });
            break;
          case "retry":
            await claim();
            await record({ kind: "retry", code: "1000", notBefore: later(seconds + 30) });
            break;
          case "lose":
            await claim();
            break;
          case "abandon":
            await settleAbandoned(db, { now, heard: now, graceSeconds: 60, channelsWithReceipts: ["rcs"] });
            break;
          case "report":
            handedOver.add(id);
            await storeReceipts(db, [
              {
                ...{ workspaceId, provider: "vonage", kind: "status", dedupeKey: `${round}-${step}`, receivedAt: now },
                body: {
                  ...{ message_uuid: `p-${id}`, to: "1", from: "2", channel, status, client_ref: id },
                  timestamp: later(seconds - secondsBack).toISOString(),
                },
              },
            ]);
            await applyStatusReceipts(db, { now, max: 100 });
            break;
          case "engage":
            // Nobody can tap on what never reached them.
            if (!handedOver.has(id)) break;
            await recordEngagements(
              db,
              [
                {
                  ...{ workspaceId, contactId, deliveryId: id, kind, channel, target: "more", isBot: false },
                  ...{ dedupeKey: `${round}-${step}`, at: later(seconds - secondsBack) },
                },
              ],
              now,
            );
            break;
          case "overtake":
            await db
              .update(delivery)
              .set({ revokeOutcome: "wanted" })
              .where(and(eq(delivery.id, id), eq(delivery.state, "accepted"), isNull(delivery.revokeOutcome)));
            break;
          case "claim_revocations":
            await claimRevocations(db, { limit: 100, now, leaseSeconds: 60 });
            break;
          case "answer_revocation":
            // Answers may come twice, and late.
            await recordRevocations(db, [{ id, isRevoked: secondsBack % 2 === 0 }], now);
            break;
          case "leave":
            await appendConsentEvents(db, [
              {
                ...{ workspaceId, contactId, channel: whose % 2 === 0 ? "*" : channel, topic: "*", proof: {} },
                ...{ status: "opted_out", source: "preference_page", at: now },
              },
            ]);
            break;
        }
      }
      const exact = await countedExactly(campaignId);
      expect(await campaignFunnel(db, workspaceId, campaignId)).toEqual(exact);
    }),
    { numRuns: 12 },
  );
});

test("nothing of another workspace's campaign is told", async () => {
  const { db } = database;
  const workspaceId = await makeWorkspace(db);
  const campaignId = await makeCampaign(db, workspaceId);
  await makeDelivery(db, await makePerson(db, workspaceId), campaignId, { state: "pending" });
  expect(await campaignFunnel(db, workspaceId, campaignId)).toHaveLength(1);
  expect(await campaignFunnel(db, await makeWorkspace(db), campaignId)).toEqual([]);
});
