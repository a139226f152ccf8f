import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { campaign, workspace } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { campaignRulesSchema } from "@/lib/campaign/rules";
import {
  createCampaign,
  deleteDraft,
  duplicateCampaign,
  listCampaigns,
  loadCampaign,
  saveArms,
  saveCampaignSetup,
} from "./campaigns";
import { campaignFunnel, campaignRecipients } from "./report";

let database: TestDatabase;
const mine = uuidv7();
const theirs = uuidv7();
const now = new Date("2026-03-01T10:00:00Z");
const draft = { topic: "promotions", userId: null, assignmentSalt: "salt", now };

beforeAll(async () => {
  database = await testDatabase();
  const settings = {
    brandName: "Acme",
    brandColor: "#0a6e78",
    supportContact: "help@acme.example",
    defaultCountry: "US",
    timeZone: "UTC",
    locale: "en",
    currency: "USD",
    topics: [{ key: "promotions", name: "Promotions", description: "" }],
    senders: {},
    carrier: "sandbox" as const,
  };
  await database.db.insert(workspace).values([
    { id: mine, name: "Mine", slug: "mine", settings },
    { id: theirs, name: "Theirs", slug: "theirs", settings },
  ]);
});
afterAll(() => database.end());

describe("drafts", () => {
  it("a save on an old revision is refused, and what was saved first stays", async () => {
    const id = await createCampaign(database.db, mine, { name: "Spring", ...draft });
    const first = await saveCampaignSetup(database.db, mine, id, { revision: 1, setup: { name: "Summer" }, now });
    const second = await saveCampaignSetup(database.db, mine, id, { revision: 1, setup: { name: "Winter" }, now });
    expect(first).toEqual({ saved: true, revision: 2 });
    expect(second).toEqual({ saved: false, why: "conflict" });
    expect((await loadCampaign(database.db, mine, id))?.name).toBe("Summer");
  });

  it("a campaign that left draft cannot be changed or deleted", async () => {
    const id = await createCampaign(database.db, mine, { name: "Sent", ...draft });
    await database.db.update(campaign).set({ state: "sending" });
    expect(await saveCampaignSetup(database.db, mine, id, { revision: 1, setup: { name: "x" }, now })).toEqual({
      saved: false,
      why: "not_draft",
    });
    expect(await deleteDraft(database.db, mine, id)).toBe(false);
    await database.db.update(campaign).set({ state: "draft" });
    expect(await deleteDraft(database.db, mine, id)).toBe(true);
  });

  it("a new variant starts as a copy of the first, and removing one keeps the others' messages", async () => {
    const id = await createCampaign(database.db, mine, { name: "Test", ...draft });
    const arms = [
      { key: "A" as const, name: "Photo", weightPercent: 50 },
      { key: "B" as const, name: "Plain", weightPercent: 50 },
    ];
    expect(await saveArms(database.db, mine, id, { revision: 1, arms, holdoutPercent: 10, now })).toMatchObject({
      saved: true,
    });
    const loaded = await loadCampaign(database.db, mine, id);
    expect(loaded?.arms.map((each) => [each.key, each.name, each.weightPercent])).toEqual([
      ["A", "Photo", 50],
      ["B", "Plain", 50],
    ]);
    expect(loaded?.holdoutPercent).toBe(10);
    const one = [{ key: "A" as const, name: "Photo", weightPercent: 100 }];
    await saveArms(database.db, mine, id, { revision: 2, arms: one, holdoutPercent: 0, now });
    expect((await loadCampaign(database.db, mine, id))?.arms).toHaveLength(1);
  });

  it("a duplicate is a draft of its own with the same setup", async () => {
    const id = await createCampaign(database.db, mine, { name: "Original", ...draft });
    const rules = campaignRulesSchema.parse({ priority: 5, budgetMicros: 7_000_000 });
    await saveCampaignSetup(database.db, mine, id, { revision: 1, setup: { rules }, now });
    const copy = await duplicateCampaign(database.db, mine, id, {
      name: "Copy of Original",
      userId: null,
      assignmentSalt: "other",
      now,
    });
    if (copy === null) throw new Error("not duplicated");
    const loaded = await loadCampaign(database.db, mine, copy);
    expect(loaded).toMatchObject({ name: "Copy of Original", state: "draft", assignmentSalt: "other", rules });
  });
});

describe("tenant isolation", () => {
  it("another workspace sees, changes and deletes nothing", async () => {
    const id = await createCampaign(database.db, mine, { name: "Private", ...draft });
    const all = { search: "", states: [], after: null, limit: 50 };
    expect(await listCampaigns(database.db, theirs, all)).toEqual([]);
    expect(await loadCampaign(database.db, theirs, id)).toBeNull();
    expect(await saveCampaignSetup(database.db, theirs, id, { revision: 1, setup: { name: "x" }, now })).toEqual({
      saved: false,
      why: "not_found",
    });
    const arms = [{ key: "A" as const, name: "x", weightPercent: 100 }];
    expect(await saveArms(database.db, theirs, id, { revision: 1, arms, holdoutPercent: 0, now })).toMatchObject({
      saved: false,
    });
    expect(await deleteDraft(database.db, theirs, id)).toBe(false);
    const copyInput = { name: "x", userId: null, assignmentSalt: "s", now };
    expect(await duplicateCampaign(database.db, theirs, id, copyInput)).toBeNull();
    expect(await campaignFunnel(database.db, theirs, id)).toEqual([]);
    const everybody = { state: null, search: "", answer: null, after: null, limit: 10 };
    expect(await campaignRecipients(database.db, theirs, id, everybody)).toEqual([]);
  });
});

describe("the list", () => {
  it("searches by name, taking wildcards as plain characters, and pages without gaps", async () => {
    await createCampaign(database.db, mine, { name: "50% off_everything", ...draft });
    const found = await listCampaigns(database.db, mine, { search: "50% off_", states: [], after: null, limit: 5 });
    expect(found.map((item) => item.name)).toEqual(["50% off_everything"]);
    const everything = await listCampaigns(database.db, mine, { search: "", states: [], after: null, limit: 100 });
    const paged: string[] = [];
    let after: { updatedAt: Date; id: string } | null = null;
    for (;;) {
      const page = await listCampaigns(database.db, mine, { search: "", states: [], after, limit: 2 });
      paged.push(...page.map((item) => item.id));
      const last = page.at(-1);
      if (last === undefined) break;
      after = { updatedAt: last.updatedAt, id: last.id };
    }
    expect(paged).toEqual(everything.map((item) => item.id));
  });
});
