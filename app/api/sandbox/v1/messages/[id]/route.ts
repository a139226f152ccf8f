import { z } from "zod";
import { defineRoute } from "@/app/_server/route";
import { admit, answerProblem, readJson, traceId } from "@/app/api/sandbox/admit";
import { findCarried, withdrawMessage } from "@/db/queries/sandbox";
import { problemAnswer } from "@/lib/sandbox/problem";
import { revokeMessage } from "@/lib/sandbox/revoke-message";

/** The carrier's `PATCH /v1/messages/{message_uuid}`: calling an RCS message back. */
export const PATCH = defineRoute({
  name: "sandbox.revoke_message",
  capability: "signed",
  params: z.object({ id: z.string().max(100) }),
  handler: async ({ request, params, sql, now }) => {
    const env = admit(request);
    if (env instanceof Response) return env;
    const instance = traceId();
    const posted = await readJson(request);
    if (posted === undefined) return answerProblem(problemAnswer("invalidJson", instance));
    const message = z.uuid().safeParse(params.id).success ? await findCarried(sql, params.id) : null;
    const answer = revokeMessage(message, posted, instance, now);
    if ("body" in answer) return answerProblem(answer);
    if (answer.isWithdrawn) await withdrawMessage(sql, params.id);
    return new Response(null, { status: 202 });
  },
});
