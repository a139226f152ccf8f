import { uuidv7 } from "uuidv7";
import { makeCrowd } from "@/bench/make-crowd";
import type { Database } from "@/db/client";
import { markLaunching } from "@/db/queries/launch";
import { arm, campaign, workspace } from "@/db/schema/tables";
import { enqueueEvents } from "@/inngest/outbox";
import { campaignRulesSchema } from "@/lib/campaign/rules";
import type { ChannelId } from "@/lib/channels/ids";
import type { Ladder } from "@/lib/ladder/schema";
import type { Message } from "@/lib/message/schema";

const peoplePerStatement = 100_000;

/** A person's name, a link and a button: what an ordinary message has. */
const message: Message = {
  blocks: [
    {
      id: "text",
      kind: "text",
      paragraphs: [
        {
          style: "plain",
          children: [
            {
              type: "text",
              text: 'Hello {{ first_name | default: "there" }}, the spring collection is here. ',
              marks: [],
            },
            { type: "link", text: "See it", url: "https://shop.example/spring", marks: [] },
          ],
        },
      ],
    },
    {
      id: "buttons",
      kind: "buttons",
      buttons: [{ id: "shop", label: "Shop now", action: { type: "open_url", url: "https://shop.example/now" } }],
    },
  ],
};

export interface BenchCampaign {
  workspaceId: string;
  campaignId: string;
}

/** A business with people who agreed to everything, and a draft to all of them. */
export async function seedCampaign(
  db: Database,
  { people, ladder, now }: { people: number; ladder: Ladder; now: Date },
): Promise<BenchCampaign> {
  const workspaceId = uuidv7();
  const sender = (from: string) => ({ from, displayName: "Bench", canReceiveReplies: true });
  await db.insert(workspace).values({
    id: workspaceId,
    name: "Bench",
    slug: "bench",
    settings: {
      brandName: "Bench",
      brandColor: "#0b6e75",
      supportContact: "help@bench.example",
      defaultCountry: "US",
      timeZone: "UTC",
      locale: "en",
      currency: "USD",
      topics: [{ key: "promotions", name: "Promotions", description: "" }],
      senders: {
        sms: sender("14155550199"),
        rcs: sender("BenchAgent"),
        whatsapp: sender("14155550198"),
      } satisfies Partial<Record<ChannelId, unknown>>,
      carrier: "sandbox",
    },
  });
  for (let first = 0; first < people; first += peoplePerStatement) {
    const count = Math.min(peoplePerStatement, people - first);
    await makeCrowd(db, workspaceId, { count, firstPhone: 15_550_000_000 + first, now });
  }
  return await seedDraft(db, workspaceId, { ladder, now });
}

/** A draft to everybody in the business. */
export async function seedDraft(
  db: Database,
  workspaceId: string,
  { ladder, now }: { ladder: Ladder; now: Date },
): Promise<BenchCampaign> {
  const campaignId = uuidv7();
  await db.insert(campaign).values({
    id: campaignId,
    workspaceId,
    name: "Bench",
    topic: "promotions",
    audience: { kind: "all" },
    ladder,
    schedule: { kind: "now" },
    assignmentSalt: "bench",
    // It is measured at any hour.
    rules: campaignRulesSchema.parse({ respectsQuietHours: false }),
    createdAt: now,
    updatedAt: now,
  });
  await db.insert(arm).values({ campaignId, key: "A", workspaceId, name: "A", weightPercent: 100, message });
  return { workspaceId, campaignId };
}

/** What the Launch button does. */
export async function launch(db: Database, { workspaceId, campaignId }: BenchCampaign, now: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const draft = { workspaceId, campaignId, revision: 1 };
    if (!(await markLaunching(tx, draft, now))) throw new Error("the campaign could not be launched");
    await enqueueEvents(tx, [{ name: "campaign/launch.requested", data: { workspaceId, campaignId } }], now);
  });
}
