import { z } from "zod";
import { defineRoute } from "@/app/_server/route";
import { linkDeps } from "@/app/(public)/link-deps";
import { followLink, takeAnswer } from "./follow-link";

const params = z.object({ code: z.string() });

/** A short link out of a message. */
export const GET = defineRoute({
  name: "links.follow",
  capability: "signed",
  params,
  handler: ({ request, params: { code }, db, now }) => followLink(request, code, linkDeps(db, now)),
});

/** The answer a link stands for, sent from the page it opened. */
export const POST = defineRoute({
  name: "links.answer",
  capability: "signed",
  params,
  handler: ({ request, params: { code }, db, now }) => takeAnswer(request, code, linkDeps(db, now)),
});
