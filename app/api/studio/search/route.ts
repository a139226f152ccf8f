import { z } from "zod";
import { defineRoute } from "@/app/_server/route";
import { searchCampaigns } from "@/db/queries/search";

const FOUND_MAX = 8;

export const GET = defineRoute({
  name: "studio.search",
  capability: "read",
  query: z.object({ words: z.string().trim().min(1).max(200) }),
  handler: async ({ query: { words }, actor, db }) => {
    const campaigns = await searchCampaigns(db, actor.workspaceId, words, FOUND_MAX);
    return campaigns.map(({ id, name, state }) => ({
      id,
      label: name,
      detail: `Campaign, ${state.replace("_", " ")}`,
      href: `/campaigns/${id}`,
    }));
  },
});
