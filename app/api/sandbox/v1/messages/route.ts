import { defineRoute } from "@/app/_server/route";
import { admit, answerProblem, readJson, traceId } from "@/app/api/sandbox/admit";
import { isRateExceeded } from "@/app/api/sandbox/rate-window";
import { takeMessage } from "@/inngest/sandbox/take-message";
import { problemAnswer } from "@/lib/sandbox/problem";

/** The carrier's `POST /v1/messages`, on this computer. */
export const POST = defineRoute({
  name: "sandbox.take_message",
  capability: "signed",
  handler: async ({ request, sql, now }) => {
    const env = admit(request);
    if (env instanceof Response) return env;
    const instance = traceId();
    const posted = await readJson(request);
    if (posted === undefined) return answerProblem(problemAnswer("invalidJson", instance));
    const exceeded = isRateExceeded(env.messagesPerSecondMax, now);
    const taken = await takeMessage({ sql, posted, instance, isRateExceeded: exceeded, random: Math.random, now });
    return taken.httpStatus === 202
      ? Response.json(taken.body, { status: 202 })
      : Response.json(taken.body, {
          status: taken.httpStatus,
          headers: {
            "Content-Type": "application/problem+json",
            ...(taken.httpStatus === 429 ? { "Retry-After": "1" } : {}),
          },
        });
  },
});
