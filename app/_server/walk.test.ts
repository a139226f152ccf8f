// Gives Next the AsyncLocalStorage it looks for when its modules are loaded; so it must come first.
import "next/dist/server/node-environment-baseline";

import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { actionDefinition } from "@/app/_server/action";
import { inRequest, redirectOf, serverDatabase, type TestPerson, workspaceOf } from "@/app/_server/request.fixtures";
import { routeDefinition } from "@/app/_server/route";
import type { TestDatabase } from "@/db/testing";
import type { ActionResult } from "@/lib/action-result";
import { type Role, roles } from "@/lib/campaign/schema";
import { can } from "@/lib/workspace/capabilities";

// The mark of server code throws outside of Next; it decides nothing.
vi.mock("server-only", () => ({}));

const APP = fileURLToPath(new URL("..", import.meta.url));
const files = readdirSync(APP, { recursive: true, encoding: "utf8" }).filter(
  (file) => /\.tsx?$/.test(file) && !file.startsWith("_server/"),
);
const actionFiles = files.filter((file) => /(^|\/)actions\.ts$/.test(file));
const routeFiles = files.filter((file) => /(^|\/)route\.ts$/.test(file));
const studioPages = files.filter((file) => file.startsWith("(studio)/") && /(^|\/)page\.tsx$/.test(file));

/** Handlers that are not ours, with what guards them instead. */
const foreignRoutes: Record<string, string> = {
  "api/auth/[...nextauth]/route.ts": "next-auth's own: sign-in and sign-out, guarded by its CSRF token",
  "api/inngest/route.ts": "the Inngest SDK's own: runs only signed requests, guarded by inngest/guard.ts",
};

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
/** What Next reads from a route file beside its handlers. */
const ROUTE_SETTINGS = /^(dynamic|revalidate|runtime|maxDuration|fetchCache|dynamicParams|preferredRegion)$/;

let database: TestDatabase;
let people: Record<Role, TestPerson>;
let blobs: string;

beforeAll(async () => {
  database = await serverDatabase();
  blobs = mkdtempSync(join(tmpdir(), "cascade-walk-"));
  process.env.CASCADE_BLOBS = blobs;
  ({ people } = await workspaceOf(database, "Walk"));
});
afterAll(async () => {
  rmSync(blobs, { recursive: true, force: true });
  await database.end();
});

const visitors: (Role | "nobody")[] = ["nobody", ...roles];
const personOf = (visitor: Role | "nobody") => (visitor === "nobody" ? undefined : people[visitor]);

async function exportsOf(file: string): Promise<[string, unknown][]> {
  return Object.entries<unknown>(await import(join(APP, file)));
}

test("the walk finds what it is to walk", () => {
  expect(actionFiles).toContain("(studio)/settings/actions.ts");
  expect(routeFiles).toContain("healthz/route.ts");
  expect(studioPages).toContain("(studio)/settings/members/page.tsx");
});

test("server actions stand only in actions.ts files, whose first line says so", () => {
  const elsewhere = files.filter((file) => {
    if (/\.(test|fixtures)\.tsx?$/.test(file)) return false;
    const marks = readFileSync(join(APP, file), "utf8").match(/^\s*["']use server["']/gm) ?? [];
    return marks.length > (actionFiles.includes(file) ? 1 : 0);
  });
  expect(elsewhere).toEqual([]);
});

describe.each(actionFiles)("%s", (file) => {
  test("every action refuses everybody whose role does not include it", { timeout: 120_000 }, async () => {
    for (const [name, action] of await exportsOf(file)) {
      if (typeof action !== "function") throw new Error(`${name} is not an action`);
      const definition = actionDefinition(action);
      if (definition === undefined) throw new Error(`${name} was not made with defineAction`);
      for (const visitor of visitors) {
        // No action takes this as its input, so one that lets the visitor in goes no further.
        const result: ActionResult<unknown> = await inRequest({ person: personOf(visitor) }, () => action("a walk"));
        const { code } = result.ok ? { code: "ran" } : result.refusal;
        expect({ name, visitor, code }).toEqual({ name, visitor, code: expected(definition.capability, visitor) });
      }
      const cross = { headers: { origin: "https://elsewhere.example" }, person: people.owner };
      expect(await inRequest(cross, () => action("a walk"))).toMatchObject({
        ok: false,
        refusal: { code: "other_site" },
      });
    }
  });
});

function expected(
  capability: NonNullable<ReturnType<typeof actionDefinition>>["capability"],
  visitor: Role | "nobody",
) {
  if (capability === "public") return "invalid_input";
  if (visitor === "nobody") return "signed_out";
  return can(visitor, capability) ? "invalid_input" : "not_allowed";
}

describe.each(routeFiles.filter((file) => !(file in foreignRoutes)))("%s", (file) => {
  test("every handler refuses everybody whose role does not include it", { timeout: 120_000 }, async () => {
    for (const [name, handler] of await exportsOf(file)) {
      if (ROUTE_SETTINGS.test(name)) continue;
      if (!METHODS.includes(name) || typeof handler !== "function") throw new Error(`${name} is not a handler`);
      const definition = routeDefinition(handler);
      if (definition === undefined) throw new Error(`${name} was not made with defineRoute`);
      const { capability } = definition;
      if (capability === "public" || capability === "signed") continue;
      for (const visitor of visitors) {
        const status = await inRequest({ person: personOf(visitor) }, () => statusOf(handler, name, file));
        if (visitor === "nobody") expect({ name, visitor, status }).toEqual({ name, visitor, status: 401 });
        else if (can(visitor, capability)) expect([401, 403]).not.toContain(status);
        else expect({ name, visitor, status }).toEqual({ name, visitor, status: 403 });
      }
      if (name === "GET" || name === "HEAD") continue;
      const cross = { origin: "https://elsewhere.example" };
      const status = await inRequest({ person: people.owner }, () => statusOf(handler, name, file, cross));
      expect(status).toBe(403);
    }
  });
});

async function statusOf(
  handler: object,
  method: string,
  file: string,
  headers: Record<string, string> = {},
): Promise<number> {
  const request = new Request("http://localhost:3000/walk", {
    method,
    headers: { host: "localhost:3000", ...headers },
  });
  const names = [...file.matchAll(/\[(?:\.\.\.)?(\w+)\]/g)].flatMap(([, name]) => name ?? []);
  const params = Promise.resolve(Object.fromEntries(names.map((name) => [name, randomUUID()])));
  if (typeof handler !== "function") throw new Error("a handler is a function");
  const answer = await Reflect.apply(handler, undefined, [request, { params }]);
  if (!(answer instanceof Response)) throw new Error("a handler answers with a Response");
  await answer.body?.cancel();
  return answer.status;
}

describe.each(studioPages)("%s", (file) => {
  test("opens for nobody without a session", { timeout: 120_000 }, async () => {
    const page = (await exportsOf(file)).find(([name]) => name === "default")?.[1];
    if (typeof page !== "function") throw new Error("a page exports its component");
    const names = [...file.matchAll(/\[(?:\.\.\.)?(\w+)\]/g)].flatMap(([, name]) => name ?? []);
    const props = {
      params: Promise.resolve(Object.fromEntries(names.map((name) => [name, randomUUID()]))),
      searchParams: Promise.resolve({}),
    };
    expect(await inRequest({}, () => redirectOf(async () => page(props)))).toMatch(/^\/sign-in/);
  });
});
