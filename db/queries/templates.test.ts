import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCampaign } from "@/db/queries/campaigns";
import { markLaunching, stopCampaign } from "@/db/queries/launch";
import {
  findTemplates,
  listTemplates,
  noteTemplate,
  recordTemplateDecision,
  unfinishedCampaigns,
} from "@/db/queries/templates";
import { insertWorkspace } from "@/db/queries/workspaces";
import { appUser, audit } from "@/db/schema/identity";
import { type TestDatabase, testDatabase } from "@/db/testing";
import type { TemplateDefinition } from "@/lib/channels/contract";
import { defaultSettings } from "@/lib/workspace/default-settings";

let database: TestDatabase;
let mine: string;
let theirs: string;
let userId: string;
const now = new Date("2026-03-01T12:00:00Z");
const template: TemplateDefinition = {
  ...{ name: "cascade_0123456789abcdef", language: "en", category: "MARKETING", header: null, offer: null },
  ...{ body: "Half price today.", examples: [], footer: null, buttons: [], cards: [] },
};

beforeAll(async () => {
  database = await testDatabase();
  const settings = defaultSettings({ name: "A", ownerEmail: "a@example.com", defaultCountry: "US", timeZone: "UTC" });
  const make = (name: string) => database.db.transaction((tx) => insertWorkspace(tx, { name, settings }));
  [mine, theirs] = [await make("Mine"), await make("Theirs")];
  const [user] = await database.db
    .insert(appUser)
    .values({ email: "owner@example.com", name: "Owner", passwordHash: "none" })
    .returning();
  userId = user?.id ?? "";
});
afterAll(() => database.end());

const decide = (workspaceId: string, state: "approved" | "rejected") =>
  recordTemplateDecision(database.db, {
    ...{ workspaceId, userId, channel: "whatsapp", template, state, now },
    ...{ category: "UTILITY", quality: "high", reason: state === "rejected" ? "Too pushy" : null },
  });

test("a decision is kept with who took it, and is the workspace's own", async () => {
  await decide(mine, "rejected");
  await decide(mine, "approved");
  expect(await listTemplates(database.db, mine, 10)).toMatchObject([
    { name: template.name, state: "approved", category: "UTILITY", quality: "high", reason: null },
  ]);
  expect(await listTemplates(database.db, theirs, 10)).toEqual([]);
  expect(await findTemplates(database.db, theirs, [template.name])).toEqual([]);
  expect(await findTemplates(database.db, mine, [template.name, "other"])).toHaveLength(1);
  expect(await findTemplates(database.db, mine, [])).toEqual([]);
  const entries = await database.db.select().from(audit).where(eq(audit.workspaceId, mine));
  expect(entries.map(({ action, detail, userId: by }) => [action, detail, by])).toEqual([
    ["template.decided", { channel: "whatsapp", language: "en", state: "rejected", category: "UTILITY" }, userId],
    ["template.decided", { channel: "whatsapp", language: "en", state: "approved", category: "UTILITY" }, userId],
  ]);
});

test("a template that is noted again keeps what is known of it", async () => {
  await noteTemplate(database.db, theirs, "whatsapp", template, now);
  expect(await listTemplates(database.db, theirs, 10)).toMatchObject([{ state: "submitted" }]);
  await decide(theirs, "approved");
  await noteTemplate(database.db, theirs, "whatsapp", template, now);
  expect(await listTemplates(database.db, theirs, 10)).toMatchObject([{ state: "approved" }]);
});

test("campaigns that may still send are the workspace's own, with their variants", async () => {
  const input = { name: "Sale", topic: "offers", userId, assignmentSalt: "s", now };
  const id = await createCampaign(database.db, mine, input);
  expect(await unfinishedCampaigns(database.db, mine, 10)).toMatchObject([{ id, arms: [{ key: "A" }] }]);
  expect(await unfinishedCampaigns(database.db, theirs, 10)).toEqual([]);
  await database.db.transaction((tx) => markLaunching(tx, { workspaceId: mine, campaignId: id, revision: 1 }, now));
  expect(await unfinishedCampaigns(database.db, mine, 10)).toHaveLength(1);
  await stopCampaign(database.db, mine, id, now);
  expect(await unfinishedCampaigns(database.db, mine, 10)).toEqual([]);
});
