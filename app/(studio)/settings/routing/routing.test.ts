import "next/dist/server/node-environment-baseline";

import { eq } from "drizzle-orm";
import { serve } from "inngest/edge";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inRequest, serverDatabase, type TestPerson, workspaceOf } from "@/app/_server/request.fixtures";
import { learnNowAction } from "@/app/(studio)/settings/routing/actions";
import { findLearning, requestLearning } from "@/db/queries/learning";
import { makeCampaign, makeDelivery, makePerson } from "@/db/queries/people.fixtures";
import { audit } from "@/db/schema/identity";
import { rateLimit, routingModel } from "@/db/schema/tables";
import type { TestDatabase } from "@/db/testing";
import { Engine } from "@/inngest/engine/engine";
import { ensureSchema } from "@/inngest/engine/schema";
import { learningSecondsMax, learningState } from "@/lib/routing/learning-state";

const dayMs = 86_400_000;

let database: TestDatabase;
let ours: Awaited<ReturnType<typeof workspaceOf>>;
let theirs: Awaited<ReturnType<typeof workspaceOf>>;
beforeAll(async () => {
  database = await serverDatabase();
  await ensureSchema(database.sql);
  ours = await workspaceOf(database, "Ours");
  theirs = await workspaceOf(database, "Theirs");
});
afterAll(() => database.end());

const ask = (person: TestPerson) => inRequest({ person }, () => learnNowAction({}));
const asked = () => database.sql`select body ->> 'name' as name, body -> 'data' as data from engine.event
  where body ->> 'name' = 'routing/learning.requested'`;
const learning = (workspaceId: string) => findLearning(database.db, workspaceId);

/** What a worker does with the events that wait. */
async function work(): Promise<void> {
  const [{ inngest }, { learnRoutingFunction }, { inngestEnv }] = await Promise.all([
    import("@/inngest/client"),
    import("@/inngest/functions/learn-routing"),
    import("@/inngest/env"),
  ]);
  const handler = serve({ client: inngest, functions: [learnRoutingFunction], enableUnauthedSync: false });
  const engine = new Engine({ sql: database.sql, handler, signingKey: inngestEnv().signingKey });
  await engine.prepare();
  await engine.tick();
}

/** A message that was sent days ago, and is clicked. */
async function sent(workspaceId: string, daysAgo: number): Promise<void> {
  const { db } = database;
  const at = new Date(Date.now() - daysAgo * dayMs);
  const moments = { createdAt: at, acceptedAt: at, deliveredAt: at, engagedAt: at };
  const person = await makePerson(db, workspaceId);
  await makeDelivery(db, person, await makeCampaign(db, workspaceId), {
    channel: "sms",
    state: "delivered",
    ...moments,
  });
}

test("who may only look cannot have routing learn, and nothing is started", async () => {
  for (const role of ["viewer", "approver"] as const) {
    expect(await ask(ours.people[role])).toMatchObject({ ok: false, refusal: { code: "not_allowed" } });
  }
  expect(await asked()).toHaveLength(0);
  expect(await learning(ours.workspaceId)).toEqual({
    ...{ learnedAt: null, countedUntil: null, countedMessages: 0, requestedAt: null },
  });
});

test("a marketer's wish leads to one run, of their own workspace alone", async () => {
  for (const { workspaceId } of [ours, theirs]) {
    for (const daysAgo of [1, 5, 9]) await sent(workspaceId, daysAgo);
  }
  expect(await ask(ours.people.marketer)).toEqual({ ok: true, value: null });
  expect(await ask(ours.people.owner)).toMatchObject({ ok: false, refusal: { code: "under_way" } });
  expect([...(await asked())]).toEqual([
    { name: "routing/learning.requested", data: { workspaceId: ours.workspaceId } },
  ]);
  const entries = await database.db.select().from(audit).where(eq(audit.action, "routing.learning_requested"));
  expect(entries).toMatchObject([{ workspaceId: ours.workspaceId, userId: ours.people.marketer.userId }]);
  expect(learningState((await learning(ours.workspaceId)).requestedAt, new Date())).toBe("learning");

  await work();
  // What was sent yesterday is not counted yet.
  expect(await learning(ours.workspaceId)).toMatchObject({
    ...{ learnedAt: expect.any(Date), countedMessages: 2, requestedAt: null },
  });
  expect(await learning(theirs.workspaceId)).toMatchObject({ learnedAt: null, countedMessages: 0 });
  expect(await ask(ours.people.marketer)).toEqual({ ok: true, value: null });
  await work();
  expect(await learning(ours.workspaceId)).toMatchObject({ countedMessages: 2, requestedAt: null });
});

test("a wish that came to nothing may be repeated after ten minutes", async () => {
  const { workspaceId } = theirs;
  const now = new Date();
  const request = (seconds: number) => {
    const at = new Date(now.getTime() + seconds * 1000);
    const unlessAfter = new Date(at.getTime() - learningSecondsMax * 1000);
    return requestLearning(database.db, { workspaceId, unlessAfter, now: at });
  };
  expect(await request(0)).toBe(true);
  expect(await request(learningSecondsMax - 1)).toBe(false);
  const { requestedAt } = await learning(workspaceId);
  expect(learningState(requestedAt, new Date(now.getTime() + learningSecondsMax * 1000))).toBe("lost");
  expect(await request(learningSecondsMax)).toBe(true);
});

test("while it counts, nobody waits for the end of that", async () => {
  const { workspaceId, people } = theirs;
  await database.db.update(routingModel).set({ requestedAt: null }).where(eq(routingModel.workspaceId, workspaceId));
  await database.sql.begin(async (counting) => {
    await counting`select 1 from routing_model where workspace_id = ${workspaceId} for update`;
    expect(await ask(people.owner)).toMatchObject({ ok: false, refusal: { code: "under_way" } });
  });
  expect(await ask(people.owner)).toEqual({ ok: true, value: null });
});

test("asking over and over is refused for a while", async () => {
  await database.db.update(rateLimit).set({ tries: 10 });
  const refused = await ask(ours.people.owner);
  expect(refused).toMatchObject({ ok: false, refusal: { code: "rate_limited" } });
  expect(refused.ok ? "" : refused.refusal.message).toMatch(/Ask again in \d+ minutes?\.$/);
});
