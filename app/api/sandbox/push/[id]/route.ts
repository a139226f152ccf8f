import { z } from "zod";
import { defineRoute } from "@/app/_server/route";
import { sandboxEnv } from "@/app/api/sandbox/env";
import { verifyVapid } from "@/app/api/sandbox/verify-vapid";
import { findPushSubscription } from "@/db/queries/sandbox";
import { takeNotification } from "@/inngest/sandbox/take-notification";

const encryptedBytesMax = 4096;

/** The push service of virtual browsers: takes what any Web Push library posts, and proves it by decrypting it. */
export const POST = defineRoute({
  name: "sandbox.take_notification",
  capability: "signed",
  params: z.object({ id: z.string().max(100) }),
  handler: async ({ request, params, sql, now }) => {
    const env = sandboxEnv();
    if (!env) return new Response("The sandbox is switched off.", { status: 404 });
    const vapid = await verifyVapid(request.headers.get("authorization"), new URL(env.publicUrl).origin, now);
    if (!vapid.ok) return answer(401, vapid.reason);
    const known = z.uuid().safeParse(params.id).success ? await findPushSubscription(sql, params.id) : null;
    if (!known) return answer(404, "No such subscription.");
    if (known.gone) return answer(410, "This browser no longer takes notifications.");
    const ttl = request.headers.get("ttl") ?? "";
    if (!/^\d{1,9}$/.test(ttl)) return answer(400, "The TTL header is missing or not a number of seconds.");
    if (request.headers.get("content-encoding") !== "aes128gcm") return answer(415, "Use aes128gcm.");
    const body = Buffer.from(await request.arrayBuffer());
    if (body.length > encryptedBytesMax) return answer(413, `At most ${encryptedBytesMax} bytes.`);
    const taken = await takeNotification({
      sql,
      subscription: known,
      body,
      ttlSeconds: Number(ttl),
      urgency: request.headers.get("urgency"),
      topic: request.headers.get("topic"),
      now,
    });
    if (!taken.ok) return answer(400, taken.reason);
    return new Response(null, { status: 201, headers: { Location: `${env.publicUrl}/push/${taken.id}`, TTL: ttl } });
  },
});

function answer(status: number, reason: string): Response {
  return Response.json({ reason }, { status });
}
