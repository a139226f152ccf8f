import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCampaign, loadCampaign } from "@/db/queries/campaigns";
import {
  deleteTemplate,
  listTemplates,
  loadTemplate,
  renameTemplate,
  saveTemplate,
} from "@/db/queries/message-templates";
import { makeWorkspace } from "@/db/queries/people.fixtures";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { builtInTemplates } from "@/lib/templates/built-in";
import { ownTemplatesMax } from "@/lib/templates/template";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

const now = new Date("2026-05-01T10:00:00Z");
const [scenario] = builtInTemplates;
if (scenario?.ladder == null) throw new Error("the first one is a scenario");
const { message, ladder } = scenario;

async function stage() {
  const { db } = database;
  const workspaceId = await makeWorkspace(db);
  const made = { name: "Sale", topic: "promotions", userId: null, assignmentSalt: "s", now };
  const campaignId = await createCampaign(db, workspaceId, { ...made, start: { message, ladder } });
  const save = (name: string) => saveTemplate(db, workspaceId, { name, message, campaignId, userId: uuidv7(), now });
  return { db, workspaceId, campaignId, save };
}

test("a campaign begins with the message and the ladder of a template", async () => {
  const { db, workspaceId, campaignId } = await stage();
  const campaign = await loadCampaign(db, workspaceId, campaignId);
  expect(campaign).toMatchObject({ ladder, arms: [{ key: "A", message }] });
});

test("a template keeps message and ladder, is renamed and deleted, and only by its own workspace", async () => {
  const { db, workspaceId, campaignId, save } = await stage();
  const other = await makeWorkspace(db);
  expect(await save("Mine")).toBe("saved");
  const [own] = await listTemplates(db, workspaceId);
  expect(own).toMatchObject({ name: "Mine", message, ladder });
  const id = own?.id ?? "";
  expect(await listTemplates(db, other)).toEqual([]);
  expect(await loadTemplate(db, other, id)).toBeNull();
  expect(await renameTemplate(db, other, id, { name: "Theirs", now })).toBe(false);
  expect(await deleteTemplate(db, other, id)).toBe(false);
  const stolen = { name: "x", message, campaignId, userId: uuidv7(), now };
  expect(await saveTemplate(db, other, stolen)).toBe("not_found");
  expect(await renameTemplate(db, workspaceId, id, { name: "Ours", now })).toBe(true);
  expect(await loadTemplate(db, workspaceId, id)).toMatchObject({ name: "Ours" });
  expect(await deleteTemplate(db, workspaceId, id)).toBe(true);
  expect(await listTemplates(db, workspaceId)).toEqual([]);
});

test("a workspace keeps so many and no more, also when people save at the same moment", async () => {
  const { db, workspaceId, save } = await stage();
  await database.sql`
    insert into message_template (id, workspace_id, name, message, updated_at)
    select gen_random_uuid(), ${workspaceId}, 'old ' || n, '{"blocks": []}', now()
    from generate_series(1, ${ownTemplatesMax - 1}) n`;
  const outcomes = await Promise.all(["a", "b", "c"].map(save));
  expect(outcomes.toSorted()).toEqual(["full", "full", "saved"]);
  expect(await listTemplates(db, workspaceId)).toHaveLength(ownTemplatesMax);
});
