import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { getServerSession } from "next-auth";
import { cache } from "react";
import { authOptions } from "@/app/_server/auth";
import { type Database, getConnection, type Sql } from "@/db/client";
import { findSignedIn, type Membership } from "@/db/queries/users";
import type { Role } from "@/lib/campaign/schema";
import { type Capability, can } from "@/lib/workspace/capabilities";
import type { WorkspaceSettings } from "@/lib/workspace/schema";

/** Which workspace a person with several works in. Only a wish: it is checked against their memberships. */
export const WORKSPACE_COOKIE = "cascade-workspace";

/** Who asks, in which workspace, and with which role, as the database says at this moment. */
export interface Actor {
  userId: string;
  name: string;
  email: string;
  workspaceId: string;
  workspace: { id: string; name: string; settings: WorkspaceSettings };
  role: Role;
  /** Every workspace this person belongs to, for the switcher. */
  memberships: Membership[];
}

/** The pool of this process: drizzle for rows, tagged templates for sets. */
export function currentDatabase(): { db: Database; sql: Sql } {
  return getConnection();
}

/** The one place where screens, actions and routes ask for the time. */
export function currentTime(): Date {
  return new Date();
}

/** The signed-in person without a chosen workspace; null for nobody or for a session that was ended. */
export const currentUser = cache(async () => {
  const session = await getServerSession(authOptions);
  if (!session) return null;
  return findSignedIn(currentDatabase().db, session.userId, session.sessionVersion);
});

/** The person in their workspace; null for nobody and for a person without a workspace. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const user = await currentUser();
  if (user === null) return null;
  const wish = (await cookies()).get(WORKSPACE_COOKIE)?.value;
  const chosen = user.memberships.find(({ workspace }) => workspace.id === wish) ?? user.memberships[0];
  if (chosen === undefined) return null;
  return {
    userId: user.id,
    name: user.name,
    email: user.email,
    workspaceId: chosen.workspace.id,
    workspace: chosen.workspace,
    role: chosen.role,
    memberships: user.memberships,
  };
});

/** For pages: the person, or the way to sign in, or the page that says they may not. */
export async function requireActor(capability: Capability): Promise<Actor> {
  const actor = await currentActor();
  if (actor === null) {
    if ((await currentUser()) !== null) redirect("/not-allowed");
    const path = (await headers()).get("x-path");
    redirect(path === null ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`);
  }
  if (!can(actor.role, capability)) redirect("/not-allowed");
  return actor;
}
