"use server";

import { revalidatePath } from "next/cache";
import { defineAction } from "@/app/_server/action";
import type { Actor } from "@/app/_server/session";
import type { Database } from "@/db/client";
import { changeSettings } from "@/db/queries/workspaces";
import { budgetsFormSchema, capsFormSchema, quietSwitchSchema, regionFormSchema } from "@/lib/limits/forms";
import { type SendingLimits, sendingLimitsOf } from "@/lib/limits/schema";

/** Changes the limits of the workspace and records who did. What others changed meanwhile stays. */
async function changeLimits(
  { db, actor, now }: { db: Database; actor: Actor; now: Date },
  action: string,
  change: (limits: SendingLimits) => Partial<SendingLimits>,
): Promise<null> {
  const { workspaceId, userId } = actor;
  await changeSettings(db, {
    ...{ workspaceId, userId, now, action },
    change: (settings) => ({ ...settings, limits: { ...settings.limits, ...change(sendingLimitsOf(settings)) } }),
  });
  revalidatePath("/settings/limits");
  return null;
}

export const saveQuietSwitchAction = defineAction({
  name: "limits.save_quiet_switch",
  capability: "own",
  input: quietSwitchSchema,
  run: ({ input, ...by }) =>
    changeLimits(
      by,
      input.isOn ? "limits.quiet_hours_turned_on" : "limits.quiet_hours_turned_off",
      ({ quietHours }) => ({
        quietHours: { ...quietHours, ...input },
      }),
    ),
});

export const saveRegionAction = defineAction({
  name: "limits.save_region",
  capability: "own",
  input: regionFormSchema,
  run: ({ input: { region, hours }, ...by }) =>
    changeLimits(by, "limits.quiet_hours_changed", ({ quietHours }) => {
      const { [region]: _before, ...others } = quietHours.regions;
      return { quietHours: { ...quietHours, regions: hours === null ? others : { ...others, [region]: hours } } };
    }),
});

export const saveCapsAction = defineAction({
  name: "limits.save_caps",
  capability: "own",
  input: capsFormSchema,
  run: ({ input, ...by }) => changeLimits(by, "limits.caps_changed", () => input),
});

export const saveBudgetsAction = defineAction({
  name: "limits.save_budgets",
  capability: "own",
  input: budgetsFormSchema,
  run: ({ input, ...by }) => changeLimits(by, "limits.budgets_changed", () => input),
});
