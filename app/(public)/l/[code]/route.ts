import { after } from "next/server";
import { z } from "zod";
import { webEnv } from "@/app/_server/env";
import { log } from "@/app/_server/log";
import { linkMac } from "@/app/_server/mac";
import { defineRoute } from "@/app/_server/route";
import { type FollowDeps, followLink, takeAnswer } from "./follow-link";

const params = z.object({ code: z.string() });

/** A short link out of a message. */
export const GET = defineRoute({
  name: "links.follow",
  capability: "signed",
  params,
  handler: ({ request, params: { code }, db, now }) => followLink(request, code, depsOf(db, now)),
});

/** The answer a link stands for, sent from the page it opened. */
export const POST = defineRoute({
  name: "links.answer",
  capability: "signed",
  params,
  handler: ({ request, params: { code }, db, now }) => takeAnswer(request, code, depsOf(db, now)),
});

function depsOf(db: FollowDeps["db"], now: Date): FollowDeps {
  return {
    ...{ db, now, mac: linkMac, publicUrl: webEnv().CASCADE_URL },
    afterwards: (work) =>
      after(() => work().catch((err: unknown) => log.error({ err }, "a click could not be recorded"))),
  };
}
