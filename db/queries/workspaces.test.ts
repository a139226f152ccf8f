import { afterAll, beforeAll, expect, test } from "vitest";
import { changeRole, changeSettings, insertWorkspace, listMembers, removeMember } from "@/db/queries/workspaces";
import { appUser, membership, workspace } from "@/db/schema/identity";
import { type TestDatabase, testDatabase } from "@/db/testing";
import type { Role } from "@/lib/campaign/schema";
import { defaultSettings } from "@/lib/workspace/default-settings";

let database: TestDatabase;
const now = new Date("2026-01-01T12:00:00Z");

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

async function business(name: string, ...roles: Role[]) {
  const settings = defaultSettings({ name, ownerEmail: "a@example.com", defaultCountry: "US", timeZone: "UTC" });
  const workspaceId = await database.db.transaction((transaction) => insertWorkspace(transaction, { name, settings }));
  const people = await database.db
    .insert(appUser)
    .values(roles.map((role, number) => ({ email: `${role}${number}@${name}`, name: role, passwordHash: "none" })))
    .returning();
  await database.db
    .insert(membership)
    .values(people.map(({ id }, number) => ({ workspaceId, userId: id, role: roles[number] ?? "viewer" })));
  return { workspaceId, ids: people.map(({ id }) => id) };
}

test("workspaces with one name get addresses of their own", async () => {
  await business("Café Sonne", "owner");
  await business("Cafe sonne", "owner");
  const slugs = await database.db.select({ slug: workspace.slug }).from(workspace);
  expect(slugs.map(({ slug }) => slug).sort()).toEqual(["cafe-sonne", "cafe-sonne-2"]);
});

test("two owners who demote each other at once leave one owner", async () => {
  const { workspaceId, ids } = await business("Duel", "owner", "owner");
  const outcomes = await Promise.all(
    ids.map((userId, number) =>
      changeRole(database.db, { workspaceId, userId, actorId: ids[1 - number] ?? "", role: "viewer", now }),
    ),
  );
  expect(outcomes.sort()).toEqual(["changed", "last_owner"]);
  const owners = (await listMembers(database.db, workspaceId)).filter(({ role }) => role === "owner");
  expect(owners).toHaveLength(1);
});

test("the last owner can neither be removed nor leave, others can", async () => {
  const { workspaceId, ids } = await business("Crew", "owner", "viewer");
  const [owner = "", viewer = ""] = ids;
  const remove = (userId: string) => removeMember(database.db, { workspaceId, userId, actorId: owner, now });
  expect(await remove(owner)).toBe("last_owner");
  expect(await remove(viewer)).toBe("changed");
  expect(await remove(viewer)).toBe("not_found");
});

test("a person of another workspace is not found", async () => {
  const [mine, theirs] = [await business("Mine", "owner"), await business("Theirs", "owner", "viewer")];
  const [actorId = ""] = mine.ids;
  const request = { workspaceId: mine.workspaceId, userId: theirs.ids[1] ?? "", actorId, now };
  expect(await changeRole(database.db, { ...request, role: "owner" })).toBe("not_found");
  expect(await removeMember(database.db, request)).toBe("not_found");
});

test("two people who save different settings at once both keep theirs", async () => {
  const { workspaceId, ids } = await business("Busy", "owner");
  const save = (change: Parameters<typeof changeSettings>[1]["change"]) =>
    changeSettings(database.db, { workspaceId, userId: ids[0] ?? "", now, action: "workspace.changed", change });
  await Promise.all([
    save((settings) => ({ ...settings, brandName: "Busy Bee" })),
    save((settings) => ({ ...settings, currency: "EUR" })),
    save((settings) => ({ ...settings, topics: settings.topics.slice(0, 2) })),
  ]);
  expect(await save((settings) => settings)).toMatchObject({ brandName: "Busy Bee", currency: "EUR" });
});
