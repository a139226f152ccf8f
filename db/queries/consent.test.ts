import { eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appendConsentEvents, consentHistory, consentRefusalSql, currentConsent } from "@/db/queries/consent";
import { epoch, later, makeCampaign, makeDelivery, makePerson, makeWorkspace } from "@/db/queries/people.fixtures";
import { contact, delivery, recipient } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { applyConsentEvent, consentSources } from "@/lib/consent/apply-consent-event";
import { type CurrentConsent, maySend } from "@/lib/consent/may-send";
import { scopeKey } from "@/lib/consent/scope";

let database: TestDatabase;
let workspaceId: string;
beforeAll(async () => {
  database = await testDatabase();
  workspaceId = await makeWorkspace(database.db);
});
afterAll(() => database.end());

const channels = ["sms", "rcs"];
const topics = ["promotions", "updates"];
const change = fc.record({
  scope: fc.constantFrom(
    { channel: "*", topic: "*" },
    ...channels.map((channel) => ({ channel, topic: "*" })),
    ...topics.map((topic) => ({ channel: "*", topic })),
  ),
  status: fc.constantFrom("opted_in" as const, "opted_out" as const),
  source: fc.constantFrom(...consentSources),
});
const keyword = { source: "keyword", proof: { text: "STOP" }, at: epoch } as const;

describe("the consent ledger", () => {
  it("gives the same current state however its events are batched, and the database judges as the library does", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { maxLength: 8 }),
        fc.nat(8),
        fc.constantFrom(null, later(-60), later(60)),
        async (changes, cut, pausedUntil) => {
          const { contactId } = await makePerson(database.db, workspaceId, { pausedUntil });
          const events = changes.map(({ scope, status, source }) => ({
            ...{ ...scope, workspaceId, contactId, status, source },
            ...{ proof: {}, at: epoch },
          }));
          await appendConsentEvents(database.db, events.slice(0, cut));
          await appendConsentEvents(database.db, events.slice(cut));

          const expected = events.reduce<CurrentConsent[]>(applyConsentEvent, []);
          const consent = await currentConsent(database.db, workspaceId, contactId);
          const inOrder = (rows: CurrentConsent[]) => rows.map((row) => `${scopeKey(row)} ${row.status}`).sort();
          expect(inOrder(consent)).toEqual(inOrder(expected));

          const ledger = await consentHistory(database.db, workspaceId, contactId);
          const replayed = ledger.reverse().map((entry) => `${scopeKey(entry)} ${entry.status}`);
          expect(replayed).toEqual(events.map((event) => `${scopeKey(event)} ${event.status}`));

          for (const channel of [...channels, "push"]) {
            for (const topic of [...topics, "reminders"]) {
              const question = { contactId: sql`${contactId}::uuid`, channel, topic, now: epoch };
              const [row] = await database.db.execute<{ refusal: string | null }>(
                sql`select ${consentRefusalSql(question)} as refusal`,
              );
              expect(row?.refusal ?? null).toBe(
                maySend({ consent, channel, topic, pausedUntil, erasedAt: null, now: epoch }),
              );
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("refuses to be rewritten", async () => {
    const { contactId } = await makePerson(database.db, workspaceId);
    await appendConsentEvents(database.db, [
      { ...keyword, workspaceId, contactId, channel: "*", topic: "*", status: "opted_out" },
    ]);
    const rewritten = database.sql`update consent_event set status = 'opted_in' where contact_id = ${contactId}`;
    await expect(rewritten).rejects.toThrow("append-only");
  });

  it("takes no event about somebody of another workspace", async () => {
    const { contactId } = await makePerson(database.db, await makeWorkspace(database.db));
    const event = { ...keyword, workspaceId, contactId, channel: "*", topic: "*", status: "opted_in" } as const;
    await expect(appendConsentEvents(database.db, [event])).rejects.toThrow("does not have");
    expect(await consentHistory(database.db, workspaceId, contactId)).toEqual([]);
  });

  it("knows nobody who was erased or never was", async () => {
    const { contactId } = await makePerson(database.db, workspaceId, { erasedAt: epoch });
    await database.db.update(contact).set({ erasedAt: epoch }).where(eq(contact.id, contactId));
    for (const id of [contactId, "0190c1a0-0000-7000-8000-00000000dead"]) {
      const question = { contactId: sql`${id}::uuid`, channel: "sms", topic: "promotions", now: epoch };
      const [row] = await database.db.execute<{ refusal: string }>(
        sql`select ${consentRefusalSql(question)} as refusal`,
      );
      expect(row?.refusal).toBe("erased");
    }
  });
});

describe("an opt-out", () => {
  const moving = async () => {
    const person = await makePerson(database.db, workspaceId);
    const promotions = await makeCampaign(database.db, workspaceId);
    const updates = await makeCampaign(database.db, workspaceId, { topic: "updates" });
    const ids = [
      await makeDelivery(database.db, person, promotions, { channel: "rcs" }),
      await makeDelivery(database.db, person, updates, { channel: "sms" }),
    ];
    await database.db
      .update(recipient)
      .set({ nextActionAt: later(3600) })
      .where(eq(recipient.contactId, person.contactId));
    const look = async () => {
      const people = await database.db
        .select({ campaignId: recipient.campaignId, state: recipient.state, next: recipient.nextActionAt })
        .from(recipient)
        .where(eq(recipient.contactId, person.contactId));
      const deliveries = await database.db
        .select({ id: delivery.id, state: delivery.state })
        .from(delivery)
        .where(eq(delivery.contactId, person.contactId));
      const one = (campaignId: string, id: string | undefined) => {
        const found = people.find((each) => each.campaignId === campaignId);
        return [found?.state, found?.next?.getTime() ?? null, deliveries.find((each) => each.id === id)?.state];
      };
      return { promotions: one(promotions, ids[0]), updates: one(updates, ids[1]) };
    };
    return { ...person, look };
  };
  const waiting = ["active", later(3600).getTime(), "pending"];
  const gone = ["opted_out", null, "cancelled"];

  it("from everything stops every campaign of this person and of nobody else", async () => {
    const [leaves, stays] = [await moving(), await moving()];
    await appendConsentEvents(database.db, [
      { ...keyword, workspaceId, contactId: leaves.contactId, channel: "*", topic: "*", status: "opted_out" },
    ]);
    expect(await leaves.look()).toEqual({ promotions: gone, updates: gone });
    expect(await stays.look()).toEqual({ promotions: waiting, updates: waiting });
  });

  it("from a topic stops the campaigns about it", async () => {
    const person = await moving();
    await appendConsentEvents(database.db, [
      { ...keyword, workspaceId, contactId: person.contactId, channel: "*", topic: "updates", status: "opted_out" },
    ]);
    expect(await person.look()).toEqual({ promotions: waiting, updates: gone });
  });

  it("from a channel cancels what waits on it, and the ladder looks for another way at once", async () => {
    const person = await moving();
    await appendConsentEvents(database.db, [
      { ...keyword, workspaceId, contactId: person.contactId, channel: "rcs", topic: "*", status: "opted_out" },
    ]);
    expect(await person.look()).toEqual({
      promotions: ["active", null, "cancelled"],
      updates: waiting,
    });
  });

  it.each([
    ["everything", "*"],
    ["its channel", "rcs"],
  ])("from %s takes back a message that was being prepared at that moment", async (_, channel) => {
    const person = await makePerson(database.db, workspaceId);
    const campaignId = await makeCampaign(database.db, workspaceId);
    const ofCampaign = eq(recipient.campaignId, campaignId);
    const id = await makeDelivery(database.db, person, campaignId);
    await database.db.delete(delivery).where(eq(delivery.id, id));
    const leaving = { ...keyword, workspaceId, contactId: person.contactId, channel, topic: "*" } as const;
    let left: Promise<void> | undefined;
    await database.db.transaction(async (tx) => {
      await tx.select().from(recipient).where(ofCampaign).for("update");
      left = appendConsentEvents(database.db, [{ ...leaving, status: "opted_out" }]);
      // The opt-out is stored and waits for this person.
      for (let waits = 0; waits === 0; ) {
        const [row] = await database.sql<{ waits: number }[]>`select count(*)::int as waits from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`;
        waits = row?.waits ?? 0;
      }
      await makeDelivery(tx as unknown as typeof database.db, person, campaignId);
    });
    await left;
    const [prepared] = await database.db.select().from(delivery).where(eq(delivery.campaignId, campaignId));
    expect(prepared?.state).toBe("cancelled");
  });

  it("does not undo what was already sent", async () => {
    const person = await makePerson(database.db, workspaceId);
    const id = await makeDelivery(database.db, person, await makeCampaign(database.db, workspaceId), {
      state: "accepted",
    });
    await appendConsentEvents(database.db, [
      { ...keyword, workspaceId, contactId: person.contactId, channel: "*", topic: "*", status: "opted_out" },
    ]);
    const [row] = await database.db.select().from(delivery).where(eq(delivery.id, id));
    expect(row?.state).toBe("accepted");
  });
});
