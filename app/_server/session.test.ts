// Gives Next the AsyncLocalStorage it looks for when its modules are loaded; so it must come first.
import "next/dist/server/node-environment-baseline";

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inRequest, redirectOf, serverDatabase, type TestPerson, workspaceOf } from "@/app/_server/request.fixtures";
import { currentActor, requireActor, WORKSPACE_COOKIE } from "@/app/_server/session";
import { changePassword } from "@/db/queries/users";
import { changeRole, removeMember } from "@/db/queries/workspaces";
import { appUser, membership } from "@/db/schema/identity";
import type { TestDatabase } from "@/db/testing";
import type { Role } from "@/lib/campaign/schema";

let database: TestDatabase;
let one: { workspaceId: string; people: Record<Role, TestPerson> };
let other: { workspaceId: string; people: Record<Role, TestPerson> };

beforeAll(async () => {
  database = await serverDatabase();
  one = await workspaceOf(database, "One");
  other = await workspaceOf(database, "Other");
});
afterAll(() => database.end());

test("a session names its person with the role the database gives at this moment", async () => {
  const person = one.people.approver;
  const before = await inRequest({ person }, currentActor);
  expect(before).toMatchObject({ userId: person.userId, workspaceId: one.workspaceId, role: "approver" });

  const change = { workspaceId: one.workspaceId, actorId: one.people.owner.userId, now: new Date(), ...person };
  await changeRole(database.db, { ...change, role: "viewer" });
  expect(await inRequest({ person }, currentActor)).toMatchObject({ role: "viewer" });
  await changeRole(database.db, { ...change, role: "approver" });
});

test("nobody, a forged token and an unknown person are nobody", async () => {
  expect(await inRequest({}, currentActor)).toBeNull();
  expect(await inRequest({ cookies: { "next-auth.session-token": "forged" } }, currentActor)).toBeNull();
  const stranger = { userId: randomUUID(), sessionVersion: 1 };
  expect(await inRequest({ person: stranger }, currentActor)).toBeNull();
});

test("a new password ends every earlier session", async () => {
  const person = one.people.marketer;
  await changePassword(database.db, person.userId, "another hash");
  expect(await inRequest({ person }, currentActor)).toBeNull();
  const [now] = await database.db.select().from(appUser).where(eq(appUser.id, person.userId));
  const renewed = { ...person, sessionVersion: now?.sessionVersion ?? 0 };
  expect(await inRequest({ person: renewed }, currentActor)).toMatchObject({ userId: person.userId });
});

test("the workspace cookie chooses among one's own workspaces and opens no other", async () => {
  const person = one.people.viewer;
  const cookies = { [WORKSPACE_COOKIE]: other.workspaceId };
  expect(await inRequest({ person, cookies }, currentActor)).toMatchObject({ workspaceId: one.workspaceId });

  await database.db
    .insert(membership)
    .values({ workspaceId: other.workspaceId, userId: person.userId, role: "marketer", createdAt: new Date() });
  expect(await inRequest({ person, cookies }, currentActor)).toMatchObject({
    workspaceId: other.workspaceId,
    role: "marketer",
  });
});

test("pages send nobody to sign in and back, and a wrong role to the page that says so", async () => {
  const asNobody = { headers: { "x-path": "/settings/members?tab=1" } };
  expect(await inRequest(asNobody, () => redirectOf(() => requireActor("read")))).toBe(
    `/sign-in?next=${encodeURIComponent("/settings/members?tab=1")}`,
  );
  const person = one.people.viewer;
  expect(await inRequest({ person }, () => redirectOf(() => requireActor("own")))).toBe("/not-allowed");
  expect(await inRequest({ person }, () => redirectOf(() => requireActor("read")))).toBeNull();
});

test("a person taken out of their only workspace sees nothing of it any more", async () => {
  const person = other.people.approver;
  await removeMember(database.db, {
    workspaceId: other.workspaceId,
    userId: person.userId,
    actorId: other.people.owner.userId,
    now: new Date(),
  });
  expect(await inRequest({ person }, currentActor)).toBeNull();
  expect(await inRequest({ person }, () => redirectOf(() => requireActor("read")))).toBe("/not-allowed");
});
