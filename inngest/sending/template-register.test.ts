import { afterAll, beforeAll, expect, test } from "vitest";
import { listTemplates, recordTemplateDecision } from "@/db/queries/templates";
import { insertWorkspace } from "@/db/queries/workspaces";
import { appUser } from "@/db/schema/identity";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { InProcessCarrier } from "@/inngest/sandbox/in-process-carrier";
import { TemplateRegister } from "@/inngest/sending/template-register";
import type { TemplateDefinition } from "@/lib/channels/contract";
import { defaultSettings } from "@/lib/workspace/default-settings";

let database: TestDatabase;
const moment = new Date("2026-03-01T12:00:00Z");
const now = () => moment;
const carrier = new InProcessCarrier({ now, sink: () => undefined, personOf: () => null, seed: "templates" });
const template: TemplateDefinition = {
  ...{ name: "cascade_0123456789abcdef", language: "en", category: "MARKETING", header: null, offer: null },
  ...{ body: "Half price today.", examples: [], footer: null, buttons: [], cards: [] },
};

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

async function business(kind: "sandbox" | "vonage") {
  const owner = { name: kind, ownerEmail: "a@example.com", defaultCountry: "US", timeZone: "UTC" };
  const settings = { ...defaultSettings(owner), carrier: kind };
  const workspaceId = await database.db.transaction((tx) => insertWorkspace(tx, { name: kind, settings }));
  const register = () => new TemplateRegister({ db: database.db, now }, { workspaceId, settings }, carrier);
  return { workspaceId, register, states: () => listTemplates(database.db, workspaceId, 10) };
}

test("the sandbox decides at once, by Meta's rules", async () => {
  const { register, states } = await business("sandbox");
  await register().ensure("whatsapp", template);
  expect(await states()).toMatchObject([{ state: "approved" }]);
  await register().ensure("whatsapp", { ...template, body: "{{1}}" });
  expect(await states()).toMatchObject([{ state: "rejected" }]);
});

test("with a real account, sending never changes what Meta decided", async () => {
  const { workspaceId, register, states } = await business("vonage");
  await register().ensure("whatsapp", template);
  expect(await states()).toMatchObject([{ state: "submitted" }]);
  const [user] = await database.db
    .insert(appUser)
    .values({ email: "o@example.com", name: "O", passwordHash: "none" })
    .returning();
  await recordTemplateDecision(database.db, {
    ...{ workspaceId, userId: user?.id ?? "", channel: "whatsapp", template, state: "approved", now: moment },
    ...{ category: "MARKETING", quality: null, reason: null },
  });
  await register().ensure("whatsapp", template);
  expect(await states()).toMatchObject([{ state: "approved" }]);
});
