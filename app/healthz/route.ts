import { defineRoute } from "@/app/_server/route";

export const dynamic = "force-dynamic";

/** 200 when this server and its database answer; what the launcher and a load balancer ask for. */
export const GET = defineRoute({
  name: "health",
  capability: "public",
  handler: async ({ sql }) => {
    await sql`select 1`;
    return { status: "ok" };
  },
});
