import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Database } from "@/db/client";
import { address, arm, campaign, contact, delivery, recipient, workspace } from "@/db/schema/tables";
import type { ChannelId } from "@/lib/channels/ids";
import type { Rung } from "@/lib/ladder/schema";
import type { Message } from "@/lib/message/schema";
import type { WorkspaceSettings } from "@/lib/workspace/schema";

export const epoch = new Date("2026-03-01T12:00:00.000Z");

/** A moment so many seconds after the epoch of the tests. */
export const later = (seconds: number) => new Date(epoch.getTime() + seconds * 1000);

const settings: WorkspaceSettings = {
  brandName: "Acme",
  brandColor: "#0b6e75",
  supportContact: "help@acme.example",
  defaultCountry: "US",
  timeZone: "America/New_York",
  locale: "en",
  currency: "USD",
  topics: [
    { key: "promotions", name: "Promotions", description: "Sales and offers" },
    { key: "updates", name: "Updates", description: "News about your orders" },
  ],
  senders: {
    sms: { from: "14155550199", displayName: "Acme", canReceiveReplies: true },
    rcs: { from: "AcmeAgent", displayName: "Acme", canReceiveReplies: true },
    whatsapp: { from: "14155550198", displayName: "Acme", canReceiveReplies: true },
  },
  carrier: "sandbox",
};

/** A business of its own for each test. */
export async function makeWorkspace(db: Database, changes: Partial<WorkspaceSettings> = {}): Promise<string> {
  const id = uuidv7();
  await db.insert(workspace).values({ id, name: "Acme", slug: id, settings: { ...settings, ...changes } });
  return id;
}

export interface TestPerson {
  workspaceId: string;
  contactId: string;
  addressId: string;
  phone: string;
}

let phones = 0;

/** A contact with one phone number. */
export async function makePerson(
  db: Database,
  workspaceId: string,
  changes: Partial<typeof contact.$inferInsert> = {},
): Promise<TestPerson> {
  const contactId = uuidv7();
  const addressId = uuidv7();
  phones += 1;
  const phone = `1415${String(5_550_000 + phones)}`;
  await db.insert(contact).values({ id: contactId, workspaceId, firstName: "Ana", locale: "en", ...changes });
  await db.insert(address).values({ id: addressId, workspaceId, contactId, kind: "phone", value: phone });
  return { workspaceId, contactId, addressId, phone };
}

export const testMessage: Message = {
  blocks: [
    {
      id: "hello",
      kind: "text",
      paragraphs: [
        {
          style: "plain",
          children: [
            { type: "text", text: "Hello ", marks: [] },
            { type: "link", text: "Shop", url: "https://shop.example/?who={{ first_name }}", marks: [] },
          ],
        },
      ],
    },
    {
      id: "choices",
      kind: "buttons",
      buttons: [{ id: "more", label: "More", action: { type: "open_url", url: "https://shop.example/more" } }],
    },
  ],
};

const testRungs: Rung[] = [
  { id: "r1", channels: ["rcs"], waitSeconds: 3600, success: "engaged" },
  { id: "r2", channels: ["sms"], waitSeconds: 3600, success: "delivered" },
];

/** A campaign in the middle of sending. */
export async function makeCampaign(
  db: Database,
  workspaceId: string,
  { rungs = testRungs, topic = "promotions" }: { rungs?: Rung[]; topic?: string } = {},
): Promise<string> {
  const id = uuidv7();
  await db.insert(campaign).values({
    id,
    workspaceId,
    name: "Sale",
    state: "sending",
    topic,
    audience: { kind: "all" },
    ladder: { rungs },
    schedule: { kind: "now" },
    assignmentSalt: "salt",
    launchedAt: epoch,
  });
  await db
    .insert(arm)
    .values({ campaignId: id, key: "A", workspaceId, name: "A", weightPercent: 100, message: testMessage });
  return id;
}

/** Puts a person into a campaign, with the delivery of one rung. */
export async function makeDelivery(
  db: Database,
  person: TestPerson,
  campaignId: string,
  changes: Partial<typeof delivery.$inferInsert> & { channel?: ChannelId } = {},
): Promise<string> {
  const id = uuidv7();
  const rung = changes.rung ?? 0;
  await db
    .insert(recipient)
    .values({
      campaignId,
      contactId: person.contactId,
      workspaceId: person.workspaceId,
      armKey: "A",
      state: "active",
      rung,
      updatedAt: epoch,
    })
    .onConflictDoUpdate({ target: [recipient.campaignId, recipient.contactId], set: { rung: sql`excluded.rung` } });
  await db.insert(delivery).values({
    id,
    workspaceId: person.workspaceId,
    campaignId,
    contactId: person.contactId,
    rung,
    armKey: "A",
    channel: "rcs",
    addressId: person.addressId,
    state: "pending",
    createdAt: epoch,
    ...changes,
  });
  return id;
}
