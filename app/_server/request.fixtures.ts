import { workAsyncStorage } from "next/dist/server/app-render/work-async-storage.external";
import { workUnitAsyncStorage } from "next/dist/server/app-render/work-unit-async-storage.external";
import { HeadersAdapter } from "next/dist/server/web/spec-extension/adapters/headers";
import { RequestCookiesAdapter } from "next/dist/server/web/spec-extension/adapters/request-cookies";
import { RequestCookies } from "next/dist/server/web/spec-extension/cookies";
import { encode } from "next-auth/jwt";
import { getConnection } from "@/db/client";
import { appUser, membership, workspace } from "@/db/schema/identity";
import { type TestDatabase, testDatabase } from "@/db/testing";
import type { Role } from "@/lib/campaign/schema";
import { defaultSettings } from "@/lib/workspace/default-settings";

const SECRET = "a secret of tests only, long enough to be one";

/** A database of this test file, which the code under test finds where it always looks: in the environment. */
export async function serverDatabase(): Promise<TestDatabase> {
  const database = await testDatabase();
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    CASCADE_URL: "http://localhost:3000",
    NEXTAUTH_URL: "http://localhost:3000",
    NEXTAUTH_SECRET: SECRET,
    CASCADE_LINK_SECRET: SECRET,
    VAPID_PUBLIC_KEY: "public",
    SANDBOX_API_KEY: "key",
    SANDBOX_API_SECRET: SECRET,
    SANDBOX_SIGNATURE_SECRET: SECRET,
    INNGEST_EVENT_KEY: SECRET,
    INNGEST_SIGNING_KEY: "signkey-test-0123456789abcdef0123456789abcdef",
  });
  const end = async () => {
    await getConnection().end();
    await database.end();
  };
  return { ...database, end };
}

export interface TestPerson {
  userId: string;
  sessionVersion: number;
}

/** A workspace with one person of each role. */
export async function workspaceOf(
  { db }: TestDatabase,
  name: string,
): Promise<{ workspaceId: string; people: Record<Role, TestPerson> }> {
  const settings = defaultSettings({
    name,
    ownerEmail: "owner@example.com",
    defaultCountry: "US",
    timeZone: "UTC",
  });
  const [made] = await db.insert(workspace).values({ name, slug: name.toLowerCase(), settings }).returning();
  if (made === undefined) throw new Error("an inserted row is returned");
  const person = async (role: Role): Promise<TestPerson> => {
    const email = `${role}@${name.toLowerCase()}.example.com`;
    const [user] = await db.insert(appUser).values({ email, name: role, passwordHash: "none" }).returning();
    if (user === undefined) throw new Error("an inserted row is returned");
    await db.insert(membership).values({ workspaceId: made.id, userId: user.id, role });
    return { userId: user.id, sessionVersion: user.sessionVersion };
  };
  return {
    workspaceId: made.id,
    people: {
      owner: await person("owner"),
      marketer: await person("marketer"),
      approver: await person("approver"),
      viewer: await person("viewer"),
    },
  };
}

export interface TestRequest {
  /** Who asks, by a session as next-auth makes it; nobody when left out. */
  person?: TestPerson | undefined;
  headers?: Record<string, string>;
  cookies?: Record<string, string>;
}

/** Runs code as Next would within a request: `headers()`, `cookies()` and next-auth's session see this one. */
export async function inRequest<Value>(request: TestRequest, act: () => Promise<Value>): Promise<Value> {
  const jar = { ...request.cookies };
  if (request.person !== undefined) {
    jar["next-auth.session-token"] = await encode({ token: { ...request.person }, secret: SECRET });
  }
  const headers = new Headers({
    host: "localhost:3000",
    cookie: Object.entries(jar)
      .map(([name, value]) => `${name}=${value}`)
      .join("; "),
    ...request.headers,
  });
  const unit = {
    type: "request",
    phase: "render",
    url: { pathname: "/", search: "" },
    headers: HeadersAdapter.seal(headers),
    cookies: RequestCookiesAdapter.seal(new RequestCookies(headers)),
    implicitTags: { tags: [], expirationsByCacheKind: new Map() },
  };
  const work = {
    route: "/test",
    page: "/test",
    forceStatic: false,
    dynamicShouldError: false,
    pendingRevalidatedTags: [],
  };
  // Only what a request's storage is read for; Next fills in many more fields for rendering.
  return workAsyncStorage.run(work as never, () => workUnitAsyncStorage.run(unit as never, act));
}

/** Where code that ends in a redirect sends the person; null when it returned. */
export async function redirectOf(act: () => Promise<unknown>): Promise<string | null> {
  try {
    await act();
    return null;
  } catch (error) {
    const digest = error instanceof Error && "digest" in error ? String(error.digest) : "";
    if (!digest.startsWith("NEXT_REDIRECT;")) throw error;
    return digest.split(";")[2] ?? "";
  }
}
