import { z } from "zod";
import { defineRoute } from "@/app/_server/route";
import { admit, answerProblem, readJson, traceId } from "@/app/api/sandbox/admit";
import { storeTemplate } from "@/db/queries/sandbox";
import { problemAnswer } from "@/lib/sandbox/problem";
import { templateDefinitionSchema } from "@/lib/sandbox/template-definition";
import { templateFaults } from "@/lib/sandbox/template-faults";

const namedSchema = z.looseObject({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/, { error: "must be lower-case letters, digits and underscores." }),
  language: z.string().min(2).max(15),
});

/** Registers a message template. One that keeps Meta's rules is approved at once: nobody reads it here. */
export const POST = defineRoute({
  name: "sandbox.register_template",
  capability: "signed",
  handler: async ({ request, sql }) => {
    const env = admit(request);
    if (env instanceof Response) return env;
    const posted = z.record(z.string(), z.json()).safeParse(await readJson(request));
    if (!posted.success) return answerProblem(problemAnswer("invalidJson", traceId()));
    const named = namedSchema.safeParse(posted.data);
    const template = templateDefinitionSchema.safeParse(posted.data);
    if (!named.success || !template.success) {
      const issues = [...(named.error?.issues ?? []), ...(template.error?.issues ?? [])];
      const invalid = issues.map(({ path, message }) => ({ name: path.map(String).join("."), reason: message }));
      return answerProblem(problemAnswer("invalidParameters", traceId(), invalid));
    }
    const { name, language } = named.data;
    const [fault] = templateFaults(template.data);
    if (fault !== undefined)
      return Response.json({ name, language, status: "REJECTED", reason: fault }, { status: 201 });
    await storeTemplate(sql, { name, language, definition: posted.data });
    return Response.json({ name, language, status: "APPROVED" }, { status: 201 });
  },
});
