import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCampaign, loadCampaign, saveArms, saveCampaignSetup } from "@/db/queries/campaigns";
import { listPreviewPeople, previewPersonAt, saveArmMessage } from "@/db/queries/messages";
import { makePerson, makeWorkspace } from "@/db/queries/people.fixtures";
import { type TestDatabase, testDatabase } from "@/db/testing";
import type { ArmKey } from "@/lib/campaign/schema";
import { emptyMessage, type Message } from "@/lib/message/schema";

const now = new Date("2026-05-01T10:00:00Z");

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

const saying = (text: string): Message => ({
  blocks: [{ id: "b", kind: "text", paragraphs: [{ style: "plain", children: [{ type: "text", text, marks: [] }] }] }],
});

const anybody = { by: { userId: null, session: "one", save: 1 }, restoredFrom: null };

async function draft() {
  const workspaceId = await makeWorkspace(database.db);
  const input = { name: "Sale", topic: "promotions", userId: null, assignmentSalt: "s", now };
  const campaignId = await createCampaign(database.db, workspaceId, input);
  const save = (base: Message, message: Message, armKey: ArmKey = "A") =>
    saveArmMessage(database.db, workspaceId, campaignId, armKey, { base, message, ...anybody, now });
  const load = async () => {
    const found = await loadCampaign(database.db, workspaceId, campaignId);
    if (found === null) throw new Error("no campaign");
    return found;
  };
  return { workspaceId, campaignId, save, load };
}

describe("saving a message", () => {
  test("each save raises the revision; saving the same again does not", async () => {
    const { save, load } = await draft();
    expect(await save(emptyMessage, saying("one"))).toEqual({ saved: true, revision: 2 });
    expect(await save(saying("one"), saying("two"))).toEqual({ saved: true, revision: 3 });
    expect(await save(saying("one"), saying("two"))).toEqual({ saved: true, revision: 3 });
    const { revision, arms } = await load();
    expect(revision).toBe(3);
    expect(arms).toMatchObject([{ key: "A", message: saying("two") }]);
  });

  test("a second editor's save on an old message writes nothing and gets the newer one", async () => {
    const { save, load } = await draft();
    await save(emptyMessage, saying("theirs"));
    expect(await save(emptyMessage, saying("mine"))).toEqual({
      saved: false,
      why: "conflict",
      theirs: { revision: 2, message: saying("theirs") },
    });
    expect((await load()).arms[0]?.message).toEqual(saying("theirs"));
    expect(await save(saying("theirs"), saying("mine"))).toEqual({ saved: true, revision: 3 });
  });

  test("two saves at the same moment: one wins, the other one is told", async () => {
    const { save } = await draft();
    const outcomes = await Promise.all(["a", "b", "c"].map((text) => save(emptyMessage, saying(text))));
    expect(outcomes.filter((outcome) => outcome.saved)).toHaveLength(1);
    expect(outcomes.filter((outcome) => !outcome.saved && outcome.why === "conflict")).toHaveLength(2);
  });

  test("a change of the setup or of the other variant meanwhile is no conflict", async () => {
    const { workspaceId, campaignId, save } = await draft();
    await saveCampaignSetup(database.db, workspaceId, campaignId, { revision: 1, setup: { name: "Big sale" }, now });
    expect(await save(emptyMessage, saying("mine"))).toEqual({ saved: true, revision: 3 });
    const arms = (["A", "B"] as const).map((key) => ({ key, name: key, weightPercent: 50 }));
    await saveArms(database.db, workspaceId, campaignId, { revision: 3, arms, holdoutPercent: 0, now });
    expect(await save(saying("mine"), saying("for B"), "B")).toEqual({ saved: true, revision: 5 });
    expect(await save(saying("mine"), saying("mine again"))).toEqual({ saved: true, revision: 6 });
  });

  test("one's own save of another variant hides nothing that somebody wrote into this one", async () => {
    const { workspaceId, campaignId, save, load } = await draft();
    const arms = (["A", "B"] as const).map((key) => ({ key, name: key, weightPercent: 50 }));
    await saveArms(database.db, workspaceId, campaignId, { revision: 1, arms, holdoutPercent: 0, now });
    await save(emptyMessage, saying("theirs"), "B");
    // The answer tells this editor the newest revision, which knows of both.
    expect(await save(emptyMessage, saying("mine"), "A")).toEqual({ saved: true, revision: 4 });
    expect(await save(emptyMessage, saying("mine too"), "B")).toMatchObject({ saved: false, why: "conflict" });
    expect((await load()).arms.map(({ message }) => message)).toEqual([saying("mine"), saying("theirs")]);
  });

  test("only a draft of the own workspace is changed", async () => {
    const { workspaceId, campaignId, save, load } = await draft();
    const change = { base: emptyMessage, message: saying("x"), ...anybody, now };
    const notFound = { saved: false, why: "not_found" };
    expect(await saveArmMessage(database.db, uuidv7(), campaignId, "A", change)).toEqual(notFound);
    expect(await saveArmMessage(database.db, workspaceId, campaignId, "D", change)).toEqual(notFound);
    await database.sql`update campaign set state = 'sending' where id = ${campaignId}`;
    expect(await save(emptyMessage, saying("x"))).toEqual({ saved: false, why: "not_draft" });
    expect((await load()).arms[0]?.message).toEqual(emptyMessage);
  });
});

test("people to preview as are found by name, page by page", async () => {
  const { workspaceId } = await draft();
  for (const [index, firstName] of ["Ada", "Bo", "Cy", "Ada"].entries()) {
    const createdAt = new Date(now.getTime() + index * 1000);
    await makePerson(database.db, workspaceId, { firstName, lastName: "Li", createdAt });
  }
  const first = await listPreviewPeople(database.db, workspaceId, { search: "", after: null, limit: 3 });
  expect(first.map(({ person }) => person.first_name)).toEqual(["Ada", "Cy", "Bo"]);
  const last = first.at(-1);
  const after = last ? { createdAt: new Date(last.createdAt), id: last.id } : null;
  const second = await listPreviewPeople(database.db, workspaceId, { search: "", after, limit: 3 });
  expect(second.map(({ person }) => person.first_name)).toEqual(["Ada"]);
  const found = await listPreviewPeople(database.db, workspaceId, { search: "ada l", after: null, limit: 3 });
  expect(found).toHaveLength(2);
  expect(await listPreviewPeople(database.db, workspaceId, { search: "_", after: null, limit: 3 })).toEqual([]);
});

test("a person to preview as by chance is one of the workspace's own, wherever chance falls", async () => {
  const { workspaceId } = await draft();
  expect(await previewPersonAt(database.db, workspaceId, 0.5)).toBeNull();
  const stranger = await draft();
  await makePerson(database.db, stranger.workspaceId, { firstName: "Zed" });
  for (const [index, firstName] of ["Ada", "Bo"].entries()) {
    await makePerson(database.db, workspaceId, { firstName, createdAt: new Date(now.getTime() + index * 1000) });
  }
  const names = await Promise.all(
    [0, 0.49, 0.5, 0.999].map(
      async (share) => (await previewPersonAt(database.db, workspaceId, share))?.person.first_name,
    ),
  );
  expect(names).toEqual(["Bo", "Bo", "Ada", "Ada"]);
});
