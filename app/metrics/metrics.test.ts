import "next/dist/server/node-environment-baseline";

import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { nearHeader } from "@/app/_server/near";
import { inRequest, serverDatabase } from "@/app/_server/request.fixtures";
import { countRequest } from "@/app/_server/request-counts";
import { mayRead } from "@/app/metrics/may-read";
import { GET } from "@/app/metrics/route";
import { addToTally, recordBeat } from "@/db/queries/health";
import { later, makeCampaign, makeDelivery, makePerson, makeWorkspace } from "@/db/queries/people.fixtures";
import { recordAnswers } from "@/db/queries/provider-health";
import { addToRollups } from "@/db/queries/rollups";
import type { TestDatabase } from "@/db/testing";
import { noAnswers } from "@/lib/health/answer-class";

let database: TestDatabase;
let phone: string;
let workspaceId: string;
const token = "a token of tests only";

beforeAll(async () => {
  database = await serverDatabase();
  const { db } = database;
  workspaceId = await makeWorkspace(db);
  const campaignId = await makeCampaign(db, workspaceId);
  const person = await makePerson(db, workspaceId, { firstName: "Ludmila" });
  phone = person.phone;
  await makeDelivery(db, person, campaignId, { state: "pending" });
  await addToRollups(db, [
    { campaignId, workspaceId, armKey: "A", rung: 0, channel: "rcs", metric: "accepted", at: later(0) },
  ]);
  await recordAnswers(
    db,
    workspaceId,
    [
      {
        ...{ account: "sandbox", channel: "rcs", lastCode: "401", isProbe: false },
        counts: { ...noAnswers, account: 2, transient: 1 },
      },
    ],
    later(0),
  );
  await addToTally(db, "receipts_applied", 40);
  await addToTally(db, "receipts_applied", 2);
  await recordBeat(db, {
    ...{ id: "0197a000-0000-7000-8000-000000000001", startedAt: new Date(), beatAt: new Date() },
    ...{ cpuMs: 1500, residentBytes: 1000, heapBytes: 500, loopDelayP99Ms: 30 },
  });
  countRequest("short_link", "GET", 302, 0.02);
});
afterAll(() => database.end());
beforeEach(() => {
  process.env.METRICS_TOKEN = token;
  process.env.CASCADE_URL = "http://localhost:3000";
});

const read = (headers: Record<string, string> = {}) => {
  const request = new Request("http://localhost:3000/metrics", { headers });
  return inRequest({}, () => GET(request, { params: Promise.resolve({}) }));
};

test("tells its numbers to whoever has the token, and names no person and no workspace", async () => {
  const answer = await read({ authorization: `Bearer ${token}` });
  expect(answer.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  const text = await answer.text();
  expect(text).toContain('cascade_deliveries_open{channel="rcs",state="pending"} 1\n');
  expect(text).toContain('cascade_messages_total{channel="rcs",event="accepted"} 1\n');
  expect(text).toContain('cascade_provider_answers_total{provider="sandbox",channel="rcs",answer="account"} 2\n');
  expect(text).toContain('cascade_circuits_open{provider="sandbox",channel="rcs"} 1\n');
  expect(text).toContain("cascade_receipts_applied_total 42\n");
  expect(text).toContain("cascade_workers 1\n");
  expect(text).toContain('cascade_http_requests_total{route="short_link",method="GET",status="3xx"} 1\n');
  expect(text).toContain('cascade_http_request_duration_seconds_bucket{route="short_link",le="0.05"} 1\n');
  expect(text).toMatch(/cascade_lateness_seconds\{of="delivery"\} \d/);
  for (const secret of [phone, "Ludmila", workspaceId, token]) expect(text).not.toContain(secret);
  for (const line of text.trimEnd().split("\n")) {
    expect(line).toMatch(/^(# (HELP|TYPE) [a-z0-9_]+ .+|[a-z0-9_]+(\{([a-z]+="[^"]*",?)+\})? [0-9.e+-]+)$/);
  }
});

test("tells them to nobody else", async () => {
  expect((await read()).status).toBe(401);
  expect((await read({ authorization: "Bearer a token of tests onlY" })).status).toBe(401);
  expect((await read({ [nearHeader]: "1" })).status).toBe(401);
});

test("without a token, this machine alone is told, and not even that behind a public address", () => {
  const near = new Headers({ [nearHeader]: "1" });
  expect(mayRead(near, { token: null, isPublic: false })).toBe(true);
  expect(mayRead(near, { token: null, isPublic: true })).toBe(false);
  expect(mayRead(new Headers(), { token: null, isPublic: false })).toBe(false);
});
