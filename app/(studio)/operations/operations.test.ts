import "next/dist/server/node-environment-baseline";

import { desc, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inRequest, serverDatabase, workspaceOf } from "@/app/_server/request.fixtures";
import { closeCircuitAction, resumeCampaignAction } from "@/app/(studio)/operations/actions";
import type { OperationsSnapshot } from "@/app/(studio)/operations/read-operations";
import { GET } from "@/app/api/studio/operations/route";
import { makeCampaign } from "@/db/queries/people.fixtures";
import { loadCircuits, recordAnswers } from "@/db/queries/provider-health";
import { audit } from "@/db/schema/identity";
import { campaign } from "@/db/schema/tables";
import type { TestDatabase } from "@/db/testing";
import { noAnswers } from "@/lib/health/answer-class";

let database: TestDatabase;
let ours: Awaited<ReturnType<typeof workspaceOf>>;
let theirs: Awaited<ReturnType<typeof workspaceOf>>;
beforeAll(async () => {
  database = await serverDatabase();
  ours = await workspaceOf(database, "Ours");
  theirs = await workspaceOf(database, "Theirs");
  const counts = { ...noAnswers, account: 3 };
  await recordAnswers(
    database.db,
    ours.workspaceId,
    [{ account: "sandbox", channel: "rcs", counts, lastCode: "401", isProbe: false }],
    new Date(),
  );
});
afterAll(() => database.end());

const read = async (person: typeof ours.people.owner) => {
  const request = new Request("http://localhost:3000/api/studio/operations");
  const answer = await inRequest({ person }, () => GET(request, { params: Promise.resolve({}) }));
  expect(answer.status).toBe(200);
  return (await answer.json()) as OperationsSnapshot;
};
const rcs = { account: "sandbox", channel: "rcs" };

test("an owner sees the circuits of their own workspace alone", async () => {
  expect((await read(ours.people.owner)).circuits).toMatchObject([{ ...rcs, state: "open", cause: "account" }]);
  expect((await read(theirs.people.owner)).circuits).toEqual([]);
});

test("an owner closes a circuit, which is written down; another workspace's owner and a marketer cannot", async () => {
  const close = (person: typeof ours.people.owner) => inRequest({ person }, () => closeCircuitAction(rcs));
  expect(await close(theirs.people.owner)).toMatchObject({ ok: false, refusal: { code: "not_open" } });
  expect(await close(ours.people.marketer)).toMatchObject({ ok: false, refusal: { code: "not_allowed" } });
  expect(await close(ours.people.owner)).toEqual({ ok: true, value: null });
  expect((await loadCircuits(database.db, ours.workspaceId))[0]?.state).toBe("closed");
  const [entry] = await database.db.select().from(audit).where(eq(audit.workspaceId, ours.workspaceId));
  expect(entry).toMatchObject({
    ...{ userId: ours.people.owner.userId, action: "circuit.closed", subjectId: "sandbox:rcs" },
  });
  expect(await close(ours.people.owner)).toMatchObject({ ok: false, refusal: { code: "not_open" } });
});

test("an owner resumes a campaign of their own workspace, which is written down", async () => {
  const id = await makeCampaign(database.db, ours.workspaceId);
  await database.db.update(campaign).set({ state: "paused" }).where(eq(campaign.id, id));
  const resume = (person: typeof ours.people.owner) =>
    inRequest({ person }, () => resumeCampaignAction({ campaignId: id }));
  expect(await resume(theirs.people.owner)).toMatchObject({ ok: false, refusal: { code: "not_paused" } });
  expect(await resume(ours.people.owner)).toEqual({ ok: true, value: null });
  const [entry] = await database.db
    .select()
    .from(audit)
    .where(eq(audit.workspaceId, ours.workspaceId))
    .orderBy(desc(audit.at));
  expect(entry).toMatchObject({ action: "campaign.resumed", subjectId: id });
});
