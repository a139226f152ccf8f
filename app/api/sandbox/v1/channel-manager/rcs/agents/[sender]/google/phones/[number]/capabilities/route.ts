import { z } from "zod";
import { defineRoute } from "@/app/_server/route";
import { admit, answerProblem, traceId } from "@/app/api/sandbox/admit";
import { hasRcs } from "@/db/queries/sandbox";
import { problemAnswer } from "@/lib/sandbox/problem";

const features = [
  "RICHCARD",
  "RICHCARD_CAROUSEL",
  "CREATE_CALENDAR_EVENT",
  "DIAL_PHONE_NUMBER",
  "OPEN_URL",
  "SHARE_LOCATION",
  "VIEW_LOCATION",
];

/** The carrier's RCS capability check: what a handset can show, or 404 when it cannot be reached by RCS. */
export const GET = defineRoute({
  name: "sandbox.rcs_capabilities",
  capability: "signed",
  params: z.object({ sender: z.string().max(100), number: z.string().max(40) }),
  handler: async ({ request, params, sql }) => {
    const env = admit(request);
    if (env instanceof Response) return env;
    const number = params.number.replace(/^\+/, "");
    if (!/^\d{7,15}$/.test(number) || !/^[a-zA-Z0-9\-_&]+$/.test(params.sender)) {
      const { body } = problemAnswer("invalidRecipient", traceId());
      return answerProblem({ httpStatus: 400, body });
    }
    if (!(await hasRcs(sql, number))) return answerProblem(problemAnswer("notFound", traceId()));
    return Response.json({ features });
  },
});
