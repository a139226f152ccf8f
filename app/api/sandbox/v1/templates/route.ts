import { z } from "zod";
import { defineRoute } from "@/app/_server/route";
import { admit, answerProblem, readJson, traceId } from "@/app/api/sandbox/admit";
import { storeTemplate } from "@/db/queries/sandbox";
import { problemAnswer } from "@/lib/sandbox/problem";

const templateSchema = z.looseObject({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/, { error: "must be lower-case letters, digits and underscores." }),
  language: z.string().min(2).max(15),
  category: z.enum(["MARKETING", "UTILITY", "AUTHENTICATION"]),
  body: z.string().min(1).max(1024),
});

/** Registers a message template. A well-formed one is approved at once: nobody reviews it here. */
export const POST = defineRoute({
  name: "sandbox.register_template",
  capability: "signed",
  handler: async ({ request, sql }) => {
    const env = admit(request);
    if (env instanceof Response) return env;
    const posted = z.record(z.string(), z.json()).safeParse(await readJson(request));
    if (!posted.success) return answerProblem(problemAnswer("invalidJson", traceId()));
    const template = templateSchema.safeParse(posted.data);
    if (!template.success) {
      const invalid = template.error.issues.map(({ path, message }) => ({
        name: path.map(String).join("."),
        reason: message,
      }));
      return answerProblem(problemAnswer("invalidParameters", traceId(), invalid));
    }
    const { name, language } = template.data;
    await storeTemplate(sql, { name, language, definition: posted.data });
    return Response.json({ name, language, status: "APPROVED" }, { status: 201 });
  },
});
