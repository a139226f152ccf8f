import { z } from "zod";
import { refuse } from "@/app/_server/refusal";
import { defineRoute } from "@/app/_server/route";
import { loadScreen } from "@/app/(studio)/sandbox/load-screen";

/** What a virtual phone shows at this moment; its page asks every second. */
export const GET = defineRoute({
  name: "sandbox.phone_state",
  capability: "read",
  params: z.object({ contactId: z.uuid() }),
  handler: async ({ params, actor, sql }) => {
    const screen = await loadScreen(sql, actor, params.contactId);
    if (!screen) refuse("not_found", "This phone belongs to nobody in your workspace.");
    return screen;
  },
});
