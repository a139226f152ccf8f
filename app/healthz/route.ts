import { defineRoute } from "@/app/_server/route";
import { databaseAnswers } from "@/db/queries/health";

/** 200 while the database answers: what the launcher and load balancers ask. */
export const GET = defineRoute({
  name: "healthz",
  capability: "public",
  handler: async ({ sql }) =>
    (await databaseAnswers(sql)) ? { ok: true } : Response.json({ ok: false }, { status: 503 }),
});
