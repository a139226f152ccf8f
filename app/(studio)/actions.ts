"use server";

import { cookies } from "next/headers";
import { defineAction } from "@/app/_server/action";
import { webEnv } from "@/app/_server/env";
import { refuse } from "@/app/_server/refusal";
import { WORKSPACE_COOKIE } from "@/app/_server/session";
import { workspaceChoiceSchema } from "@/lib/workspace/forms";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

export const chooseWorkspace = defineAction({
  name: "workspace.choose",
  capability: "read",
  input: workspaceChoiceSchema,
  run: async ({ input: { workspaceId }, actor }) => {
    if (!actor.memberships.some(({ workspace }) => workspace.id === workspaceId)) {
      refuse("not_found", "You do not belong to this workspace any more. Reload the page to see those you belong to.");
    }
    (await cookies()).set(WORKSPACE_COOKIE, workspaceId, {
      httpOnly: true,
      sameSite: "lax",
      secure: webEnv().CASCADE_URL.startsWith("https:"),
      maxAge: YEAR_SECONDS,
    });
    return null;
  },
});
