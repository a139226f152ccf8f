import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createMemberInvite,
  createOwnerInvite,
  findOpenInvite,
  joinAsExisting,
  joinWithNewAccount,
  listOpenInvites,
  ownerExists,
  redeemOwnerInvite,
  revokeInvite,
} from "@/db/queries/invites";
import { findSignedIn } from "@/db/queries/users";
import { audit, membership, workspace } from "@/db/schema/identity";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { defaultSettings } from "@/lib/workspace/default-settings";
import { workspaceSettingsSchema } from "@/lib/workspace/schema";

let database: TestDatabase;
const now = new Date("2026-01-01T12:00:00Z");
const hoursLater = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const account = (name: string) => ({ name, email: `${name}@example.com`, passwordHash: "none" });
const business = (name: string) => ({
  name,
  settings: defaultSettings({ name, ownerEmail: "a@example.com", defaultCountry: "DE", timeZone: "Europe/Berlin" }),
});

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

async function madeWorkspace(name: string) {
  const token = await createOwnerInvite(database.db, { now });
  const made = await redeemOwnerInvite(database.db, {
    token,
    account: account(`owner-of-${name}`),
    workspace: business(name),
    now,
  });
  if (typeof made === "string") throw new Error(made);
  return made;
}

test("ten simultaneous uses of one owner link make one workspace", async () => {
  expect(await ownerExists(database.db)).toBe(false);
  const token = await createOwnerInvite(database.db, { now });
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, (_, number) =>
      redeemOwnerInvite(database.db, { token, account: account(`racer${number}`), workspace: business("Race"), now }),
    ),
  );
  expect(outcomes.filter((outcome) => typeof outcome === "object")).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === "invite_closed")).toHaveLength(9);
  const rows = await database.db.select().from(workspace);
  expect(rows).toHaveLength(1);
  expect(workspaceSettingsSchema.parse(rows[0]?.settings).topics.map(({ key }) => key)).toEqual([
    "promotions",
    "updates",
    "reminders",
  ]);
  expect(await ownerExists(database.db)).toBe(true);
});

test("an owner link works for a day, and a newer one closes it", async () => {
  const first = await createOwnerInvite(database.db, { now });
  expect(await findOpenInvite(database.db, first, hoursLater(23))).toMatchObject({ workspaceName: null });
  expect(await findOpenInvite(database.db, first, hoursLater(24))).toBeNull();
  const second = await createOwnerInvite(database.db, { now });
  expect(await findOpenInvite(database.db, first, now)).toBeNull();
  expect(await findOpenInvite(database.db, second, now)).not.toBeNull();
  expect(await findOpenInvite(database.db, "forged", now)).toBeNull();
});

test("a refused attempt leaves the link usable and nothing behind", async () => {
  const made = await madeWorkspace("Refused");
  const token = await createMemberInvite(database.db, {
    workspaceId: made.workspaceId,
    invitedBy: made.userId,
    role: "viewer",
    email: null,
    now,
  });
  const taken = { token, account: account("owner-of-Refused"), now };
  expect(await joinWithNewAccount(database.db, taken)).toBe("email_taken");
  expect(await joinAsExisting(database.db, { token, userId: made.userId, now })).toBe("already_member");
  const joined = await joinWithNewAccount(database.db, { token, account: account("newcomer"), now });
  expect(joined).toMatchObject({ workspaceId: made.workspaceId });
  expect(await joinWithNewAccount(database.db, { token, account: account("second"), now })).toBe("invite_closed");
});

test("a member link cannot make an owner's workspace, nor an owner link join one", async () => {
  const made = await madeWorkspace("Mixed");
  const request = { workspaceId: made.workspaceId, invitedBy: made.userId, role: "owner", email: null, now } as const;
  const member = await createMemberInvite(database.db, request);
  const attempt = { token: member, account: account("sly"), workspace: business("Sly"), now };
  expect(await redeemOwnerInvite(database.db, attempt)).toBe("invite_closed");
  const owner = await createOwnerInvite(database.db, { now });
  expect(await joinAsExisting(database.db, { token: owner, userId: made.userId, now })).toBe("invite_closed");
});

test("a signed-in person joins a further workspace and keeps the first", async () => {
  const [first, second] = [await madeWorkspace("First"), await madeWorkspace("Second")];
  const token = await createMemberInvite(database.db, {
    workspaceId: second.workspaceId,
    invitedBy: second.userId,
    role: "approver",
    email: null,
    now,
  });
  expect(await joinAsExisting(database.db, { token, userId: first.userId, now })).toMatchObject({
    workspaceId: second.workspaceId,
  });
  const person = await findSignedIn(database.db, first.userId, 1);
  expect(person?.memberships.map(({ role, workspace: { name } }) => `${name}: ${role}`)).toEqual([
    "First: owner",
    "Second: approver",
  ]);
});

test("only its own workspace can list and withdraw a link", async () => {
  const [mine, theirs] = [await madeWorkspace("Mine"), await madeWorkspace("Theirs")];
  const token = await createMemberInvite(database.db, {
    workspaceId: mine.workspaceId,
    invitedBy: mine.userId,
    role: "viewer",
    email: "sam@example.com",
    now,
  });
  const [listed] = await listOpenInvites(database.db, mine.workspaceId, now);
  expect(await listOpenInvites(database.db, theirs.workspaceId, now)).toEqual([]);
  await revokeInvite(database.db, theirs.workspaceId, listed?.id ?? "");
  expect(await findOpenInvite(database.db, token, now)).not.toBeNull();
  await revokeInvite(database.db, mine.workspaceId, listed?.id ?? "");
  expect(await findOpenInvite(database.db, token, now)).toBeNull();
});

test("who invited and who joined stands in the audit trail, without the token", async () => {
  const entries = await database.db.select().from(audit);
  expect(new Set(entries.map(({ action }) => action))).toEqual(new Set(["member.joined", "member.invited"]));
  expect(await database.db.$count(membership)).toBe(entries.filter(({ action }) => action === "member.joined").length);
});

test("the maker of a workspace also gets those that nobody belongs to, such as the demo", async () => {
  const [orphan] = await database.db
    .insert(workspace)
    .values({ ...business("Demo"), id: "00000000-0000-8000-a000-000000000001", slug: "demo-without-members" })
    .returning();
  const made = await madeWorkspace("adopter");
  const rows = await database.db.select().from(membership);
  const mine = rows.filter((row) => row.userId === made.userId);
  expect(mine.map((row) => row.workspaceId).sort()).toEqual([made.workspaceId, orphan?.id].sort());
  expect(new Set(mine.map((row) => row.role))).toEqual(new Set(["owner"]));
  // The id of this one sorts before every other; still one begins in the workspace one has made.
  const person = await findSignedIn(database.db, made.userId, 1);
  expect(person?.memberships.map(({ workspace: { id } }) => id)).toEqual([made.workspaceId, orphan?.id]);
  const later = await madeWorkspace("latecomer");
  expect((await database.db.select().from(membership)).filter((row) => row.userId === later.userId)).toHaveLength(1);
});
