import { after } from "next/server";
import { webEnv } from "@/app/_server/env";
import { log } from "@/app/_server/log";
import { linkMac } from "@/app/_server/mac";
import type { LinkDeps } from "@/app/(public)/find-link";
import { OpeningLimit } from "@/app/(public)/opening-limit";

const limit = new OpeningLimit();

/** What the doors behind links need of this installation. */
export function linkDeps(db: LinkDeps["db"], now: Date): LinkDeps {
  return {
    ...{ db, now, limit, mac: linkMac, publicUrl: webEnv().CASCADE_URL },
    afterwards: (work) =>
      after(() => work().catch((err: unknown) => log.error({ err }, "an opened link could not be written down"))),
  };
}
