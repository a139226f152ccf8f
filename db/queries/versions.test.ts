import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCampaign, deleteDraft } from "@/db/queries/campaigns";
import { saveArmMessage } from "@/db/queries/messages";
import { makeWorkspace } from "@/db/queries/people.fixtures";
import { keepLaunchedVersions, listVersions, loadVersion, nameVersion, setVersionAside } from "@/db/queries/versions";
import { appUser } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { emptyMessage, type Message } from "@/lib/message/schema";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

const saying = (text: string): Message => ({
  blocks: [{ id: "b", kind: "text", paragraphs: [{ style: "plain", children: [{ type: "text", text, marks: [] }] }] }],
});
const at = (minutes: number) => new Date(Date.UTC(2026, 4, 1, 10, minutes));

async function draft() {
  const { db } = database;
  const workspaceId = await makeWorkspace(db);
  const people = await db
    .insert(appUser)
    .values(["Ana", "Bo"].map((name) => ({ name, email: `${uuidv7()}@a.example`, passwordHash: "none" })))
    .returning();
  const [ana, bo] = people.map(({ id }) => id);
  if (ana === undefined || bo === undefined) throw new Error("inserted rows are returned");
  const input = { name: "Sale", topic: "promotions", userId: null, assignmentSalt: "s", now: at(0) };
  const campaignId = await createCampaign(db, workspaceId, input);
  const place = { workspaceId, campaignId, armKey: "A" as const };
  let base = emptyMessage;
  let saves = 0;
  const save = async (
    message: Message,
    minute: number,
    { userId = ana, session = "tab", restoredFrom = null as string | null } = {},
  ) => {
    saves += 1;
    const by = { userId, session, save: saves };
    const change = { base, message, by, restoredFrom, now: at(minute) };
    const outcome = await saveArmMessage(db, workspaceId, campaignId, "A", change);
    if (!outcome.saved) throw new Error(outcome.why);
    base = message;
  };
  const list = async () => (await listVersions(db, place, { before: null, limit: 100 })).versions;
  const texts = async () => Promise.all((await list()).map(({ id }) => loadVersion(db, workspaceId, campaignId, id)));
  return { db, workspaceId, campaignId, place, ana, bo, save, list, texts };
}

test("typing is one version every two minutes; another person or another page begins a new one", async () => {
  const { save, list, texts, bo } = await draft();
  await save(saying("h"), 0);
  await save(saying("hi"), 1);
  await save(saying("hi there"), 2);
  await save(saying("hi you"), 2, { userId: bo });
  await save(saying("hi all"), 3, { userId: bo, session: "other tab" });
  expect(await texts()).toEqual([saying("hi all"), saying("hi you"), saying("hi there"), saying("hi")]);
  expect((await list()).map(({ savedByName }) => savedByName)).toEqual(["Bo", "Bo", "Ana", "Ana"]);
});

test("what was there before the first save is kept before it is replaced", async () => {
  const { db, workspaceId, campaignId, list, texts } = await draft();
  await database.sql`
    update arm set message = ${JSON.stringify(saying("from a template"))}::text::jsonb where campaign_id = ${campaignId}`;
  await saveArmMessage(db, workspaceId, campaignId, "A", {
    ...{ base: saying("from a template"), message: saying("mine"), restoredFrom: null, now: at(5) },
    by: { userId: null, session: "tab", save: 1 },
  });
  expect(await texts()).toEqual([saying("mine"), saying("from a template")]);
  expect((await list()).map(({ kind }) => kind)).toEqual(["edited", "started"]);
});

test("a restored version is a version of its own that says where it came from; later typing does not change it", async () => {
  const { save, list, texts } = await draft();
  await save(saying("one"), 0);
  await save(saying("two"), 10);
  const [, first] = await list();
  await save(saying("one"), 11, { restoredFrom: first?.id ?? "" });
  await save(saying("one and more"), 11);
  expect(await texts()).toEqual([saying("one and more"), saying("one"), saying("two"), saying("one")]);
  const [, restored] = await list();
  expect(restored).toMatchObject({ kind: "restored", restoredFromAt: at(0).toISOString() });
  expect(restored?.diff?.changed).toEqual([{ id: "b", kind: "text" }]);
  await save(saying("x"), 12, { restoredFrom: uuidv7() });
  expect((await list())[0]?.kind).toBe("edited");
});

test("old versions are thinned; named and launched ones stay", async () => {
  const { db, workspaceId, campaignId, save, list } = await draft();
  for (let index = 0; index < 6; index++) await save(saying(`v${index}`), index * 5);
  const named = (await list())[4]?.id ?? "";
  expect(await nameVersion(db, workspaceId, campaignId, named, "First idea")).toBe(true);
  await save(saying("a week later"), 7 * 24 * 60 + 30);
  const left = await list();
  expect(left.map(({ name }) => name)).toEqual([null, null, "First idea"]);
  await database.sql`update campaign set state = 'sending' where id = ${campaignId}`;
  const launch = { name: "Launched", userId: uuidv7(), now: at(7 * 24 * 60 + 31) };
  await keepLaunchedVersions(db, workspaceId, campaignId, launch);
  expect((await list())[0]).toMatchObject({ name: "Launched", kind: "launched", diff: { changed: [] } });
});

test("a save whose answer was lost is no conflict with oneself; one that was long on its way undoes nothing", async () => {
  const { db, workspaceId, campaignId, place, ana } = await draft();
  const save = (message: Message, count: number, base: Message) =>
    saveArmMessage(db, workspaceId, campaignId, "A", {
      ...{ base, message, restoredFrom: null, now: at(count) },
      by: { userId: ana, session: "tab", save: count },
    });
  expect(await save(saying("one"), 1, emptyMessage)).toMatchObject({ saved: true });
  // The page never heard of it and saves what was typed on.
  expect(await save(saying("one two"), 3, emptyMessage)).toMatchObject({ saved: true });
  expect(await save(saying("on"), 2, emptyMessage)).toMatchObject({ saved: false, why: "conflict" });
  const { versions } = await listVersions(db, place, { before: null, limit: 10 });
  expect(await loadVersion(db, workspaceId, campaignId, versions[0]?.id ?? "")).toEqual(saying("one two"));
});

test("what was put aside is in the history once, and is not what the next save is compared with", async () => {
  const { db, place, ana, save, list } = await draft();
  await save(saying("theirs"), 0);
  const aside = { message: saying("mine"), userId: ana, now: at(1) };
  expect(await setVersionAside(db, place, aside)).toBe(true);
  expect(await setVersionAside(db, place, { ...aside, now: at(2) })).toBe(true);
  await save(saying("theirs"), 3);
  await save(saying("ours"), 4);
  expect((await list()).map(({ kind }) => kind)).toEqual(["edited", "set_aside", "edited"]);
  expect(await setVersionAside(db, { ...place, armKey: "B" }, aside)).toBe(false);
  expect(await setVersionAside(db, { ...place, workspaceId: uuidv7() }, aside)).toBe(false);
});

test("the history comes page by page, and is compared across pages", async () => {
  const { db, place, save } = await draft();
  for (let index = 0; index < 5; index++) await save(saying(`v${index}`), index * 5);
  const seen: string[] = [];
  let before: { savedAt: Date; id: string } | null = null;
  for (let page = 0; page < 3; page++) {
    const found = await listVersions(db, place, { before, limit: 2 });
    seen.push(...found.versions.map(({ id }) => id));
    expect(found.hasMore).toBe(page < 2);
    expect(found.versions.map(({ diff }) => diff === null)).toEqual(page === 2 ? [true] : [false, false]);
    const last = found.versions.at(-1);
    before = last ? { savedAt: new Date(last.savedAt), id: last.id } : null;
  }
  expect(new Set(seen).size).toBe(5);
});

test("another workspace sees and changes nothing; a deleted draft takes its history with it", async () => {
  const { db, workspaceId, campaignId, place, save, list } = await draft();
  const other = await makeWorkspace(db);
  await save(saying("secret"), 0);
  const id = (await list())[0]?.id ?? "";
  expect(await listVersions(db, { ...place, workspaceId: other }, { before: null, limit: 9 })).toEqual({
    versions: [],
    hasMore: false,
  });
  expect(await loadVersion(db, other, campaignId, id)).toBeNull();
  expect(await loadVersion(db, workspaceId, uuidv7(), id)).toBeNull();
  expect(await nameVersion(db, other, campaignId, id, "Mine now")).toBe(false);
  await keepLaunchedVersions(db, other, campaignId, { name: "Launched", userId: uuidv7(), now: at(9) });
  expect(await list()).toHaveLength(1);
  expect(await deleteDraft(db, workspaceId, campaignId)).toBe(true);
  expect(await loadVersion(db, workspaceId, campaignId, id)).toBeNull();
});
