// Gives Next the AsyncLocalStorage it looks for when its modules are loaded; so it must come first.
import "next/dist/server/node-environment-baseline";

import { randomUUID } from "node:crypto";
import { Children, isValidElement, type ReactElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inRequest, serverDatabase, type TestPerson, workspaceOf } from "@/app/_server/request.fixtures";
import { WORKSPACE_COOKIE } from "@/app/_server/session";
import { chooseWorkspace } from "@/app/(studio)/actions";
import CampaignsPage from "@/app/(studio)/campaigns/page";
import { CampaignList, type CampaignListProps } from "@/components/campaign/campaign-list";
import { beginDemo, findDemo, finishDemo } from "@/db/queries/demo";
import { createOwnerInvite, redeemOwnerInvite } from "@/db/queries/invites";
import { makeCampaign } from "@/db/queries/people.fixtures";
import { membership } from "@/db/schema/identity";
import type { TestDatabase } from "@/db/testing";
import { defaultSettings } from "@/lib/workspace/default-settings";

let database: TestDatabase;
let owner: TestPerson;
let stranger: Awaited<ReturnType<typeof workspaceOf>>;
const demoId = randomUUID();
const settings = defaultSettings({ name: "B", ownerEmail: "b@example.com", defaultCountry: "US", timeZone: "UTC" });

beforeAll(async () => {
  database = await serverDatabase();
  const now = new Date();
  await beginDemo(database.db, { id: demoId, name: "Demo: Shop", settings, prices: [], now });
  await finishDemo(database.db, demoId, now);
  owner = await firstOwner(now);
  // Came later, so that the demo is not theirs.
  stranger = await workspaceOf(database, "Strangers");
});
afterAll(() => database.end());

/** The list as the page hands it over, drawn without what needs a browser. */
async function shownTo(person: TestPerson, request: { workspaceId?: string; query?: Record<string, string> } = {}) {
  const { workspaceId, query = {} } = request;
  const cookies = workspaceId === undefined ? {} : { [WORKSPACE_COOKIE]: workspaceId };
  const page = await inRequest({ person, cookies }, () => CampaignsPage({ searchParams: Promise.resolve(query) }));
  const list = find(page);
  if (list === undefined) throw new Error("the page holds the list");
  return renderToStaticMarkup(CampaignList({ ...list.props, newCampaign: null }));
}

function find(node: ReactNode): ReactElement<CampaignListProps> | undefined {
  for (const child of Children.toArray(node)) {
    if (!isValidElement<CampaignListProps & { children?: ReactNode }>(child)) continue;
    if (child.type === CampaignList) return child;
    const within = find(child.props.children);
    if (within !== undefined) return within;
  }
  return undefined;
}

/** The first owner, as made by the link the launcher prints. */
async function firstOwner(now: Date): Promise<TestPerson> {
  const made = await redeemOwnerInvite(database.db, {
    token: await createOwnerInvite(database.db, { now }),
    account: { name: "B", email: "b@example.com", passwordHash: "none" },
    workspace: { name: "Bakery", settings },
    now,
  });
  if (typeof made === "string") throw new Error(made);
  return { userId: made.userId, sessionVersion: 1 };
}

test("a new owner is offered the demo where their own list is empty, and nowhere else", async () => {
  expect(await findDemo(database.db)).toEqual({ id: demoId, isFilled: true });
  const empty = await shownTo(owner);
  expect(empty).toContain("Demo: Shop");
  expect(empty).toMatch(/<button[^>]*>[\s\S]*Open the demo/);
  expect(empty).toContain("No campaigns yet");
  expect(await shownTo(owner, { query: { search: "spring" } })).not.toContain("Open the demo");
  expect(await shownTo(owner, { workspaceId: demoId })).not.toContain("Open the demo");
});

test("who does not belong to the demo hears nothing of it and cannot go there", async () => {
  const person = stranger.people.owner;
  expect(await shownTo(person)).not.toContain("demo");
  // Nor with a second workspace, which is not the demo.
  const other = await workspaceOf(database, "Others");
  await database.db
    .insert(membership)
    .values({ workspaceId: other.workspaceId, userId: person.userId, role: "viewer" });
  expect(await shownTo(person)).not.toContain("demo");
  expect(await inRequest({ person }, () => chooseWorkspace({ workspaceId: demoId }))).toMatchObject({
    ok: false,
    refusal: { code: "not_found" },
  });
});

test("a demo that is not complete yet is not offered", async () => {
  const { viewer } = stranger.people;
  await database.db.insert(membership).values({ workspaceId: demoId, userId: viewer.userId, role: "viewer" });
  expect(await shownTo(viewer, { workspaceId: stranger.workspaceId })).toContain("Open the demo");
  await database.sql`delete from audit where action = 'demo.filled'`;
  expect(await shownTo(viewer, { workspaceId: stranger.workspaceId })).not.toContain("Open the demo");
});

test("with campaigns of one's own the list is the list", async () => {
  await finishDemo(database.db, demoId, new Date());
  const { viewer } = stranger.people;
  await makeCampaign(database.db, stranger.workspaceId);
  expect(await shownTo(viewer, { workspaceId: stranger.workspaceId })).not.toContain("Open the demo");
});
