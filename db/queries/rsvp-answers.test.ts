import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordEngagements } from "@/db/queries/engagement";
import { later, makeCampaign, makeDelivery, makePerson, makeWorkspace } from "@/db/queries/people.fixtures";
import { campaignRecipients } from "@/db/queries/report";
import { countAnswers } from "@/db/queries/rsvp-answers";
import { type TestDatabase, testDatabase } from "@/db/testing";

const questions = [
  {
    ...{ id: "q", question: "Will you come?" },
    answers: [
      { id: "yes", label: "Yes", keys: ["yes", "yes-sms"] },
      { id: "no", label: "No", keys: ["no"] },
    ],
  },
  { id: "meal", question: "Which meal?", answers: [{ id: "fish", label: "Fish", keys: ["fish"] }] },
];

let database: TestDatabase;
let workspaceId: string;
let campaignId: string;
beforeAll(async () => {
  database = await testDatabase();
  workspaceId = await makeWorkspace(database.db);
  campaignId = await makeCampaign(database.db, workspaceId);
});
afterAll(() => database.end());

/** Somebody of the campaign who tapped these buttons, a second after each other. */
async function guest(firstName: string, taps: readonly string[], { isBot = false } = {}): Promise<void> {
  const person = await makePerson(database.db, workspaceId, { firstName });
  const deliveryId = await makeDelivery(database.db, person, campaignId, { state: "delivered", acceptedAt: later(0) });
  // Whatever the order in which they are heard of.
  for (const [second, target] of [...taps.entries()].reverse()) {
    const act = { workspaceId, contactId: person.contactId, deliveryId, kind: "tap" as const, channel: "rcs" as const };
    await database.db.transaction((tx) =>
      recordEngagements(tx, [{ ...act, target, isBot, dedupeKey: uuidv7(), at: later(second) }], later(60)),
    );
  }
}

const counted = async (workspace: string, campaign: string) =>
  (await countAnswers(database.db, workspace, campaign, questions)).map(({ id, answers }) => [
    id,
    ...answers.map(({ label, people }) => `${label}: ${people}`),
  ]);

const whoSaid = async (workspace: string, answer: string) => {
  const query = { state: null, search: "", after: null, limit: 10, answer: { id: answer, questions } };
  const rows = await campaignRecipients(database.db, workspace, campaignId, query);
  return rows.map(({ firstName }) => firstName).sort();
};

describe("answers to the questions of a campaign", () => {
  it("count people by the last they said, whatever button stood for it, and no machine", async () => {
    await guest("Ana", ["yes"]);
    await guest("Ben", ["yes", "fish", "no"]);
    await guest("Cleo", ["no", "yes-sms"]);
    await guest("Dora", ["something else"]);
    await guest("Emil", []);
    await guest("Robot", ["yes"], { isBot: true });
    expect(await counted(workspaceId, campaignId)).toEqual([
      ["q", "Yes: 2", "No: 1"],
      ["meal", "Fish: 1"],
    ]);
    expect(await whoSaid(workspaceId, "yes")).toEqual(["Ana", "Cleo"]);
    expect(await whoSaid(workspaceId, "no")).toEqual(["Ben"]);
    expect(await whoSaid(workspaceId, "fish")).toEqual(["Ben"]);
    expect(await whoSaid(workspaceId, "nothing that was asked")).toEqual([]);
  });

  it("are those of the campaign and of the workspace that asked", async () => {
    const nobody = [
      ["q", "Yes: 0", "No: 0"],
      ["meal", "Fish: 0"],
    ];
    const stranger = await makeWorkspace(database.db);
    expect(await counted(stranger, campaignId)).toEqual(nobody);
    expect(await counted(workspaceId, await makeCampaign(database.db, workspaceId))).toEqual(nobody);
    expect(await whoSaid(stranger, "yes")).toEqual([]);
  });

  it("are none where nothing was asked", async () => {
    expect(await countAnswers(database.db, workspaceId, campaignId, [])).toEqual([]);
  });
});
