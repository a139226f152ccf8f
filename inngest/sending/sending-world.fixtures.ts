import { createHmac } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { appendConsentEvents } from "@/db/queries/consent";
import { epoch, makeCampaign, makePerson, makeWorkspace, type TestPerson } from "@/db/queries/people.fixtures";
import { arm, campaign } from "@/db/schema/tables";
import type { Carrier, HandOver } from "@/inngest/providers/contract";
import type { SendingDeps } from "@/inngest/sending/deps";
import { launchCampaign } from "@/inngest/sending/launch-campaign";
import { sendDeliveries } from "@/inngest/sending/send-deliveries";
import type { ProviderRequest } from "@/lib/channels/contract";
import type { Rung } from "@/lib/ladder/schema";
import type { Message } from "@/lib/message/schema";
import type { WorkspaceSettings } from "@/lib/workspace/schema";

/** A message as the carrier got it, and when. */
interface HandedOver {
  ms: number;
  channel: string;
  to: string;
  clientRef: string;
  body: Record<string, unknown>;
}

/** The answer of a carrier that takes a message. */
export const taken = (_: string, clientRef: string): HandOver => ({
  kind: "accepted",
  providerMessageId: `p-${clientRef}`,
});

/** A business that sends on a clock only the test moves, and a carrier that keeps what it got and answers as it is told. */
export class SendingWorld {
  clock = epoch;
  handedOver: HandedOver[] = [];
  readonly revoked: string[] = [];
  answer: (channel: string, clientRef: string) => HandOver | Promise<HandOver> = taken;
  revoke: (providerMessageId: string) => boolean = () => true;

  private constructor(
    private readonly db: Database,
    readonly workspaceId: string,
  ) {}

  static async begin(db: Database, settings: Partial<WorkspaceSettings> = {}): Promise<SendingWorld> {
    return new SendingWorld(db, await makeWorkspace(db, settings));
  }

  pass(seconds: number): void {
    this.clock = new Date(this.clock.getTime() + seconds * 1000);
  }

  deps(): SendingDeps {
    const carrier: Carrier = {
      handOver: (request) => this.take(request),
      revoke: async (providerMessageId) => {
        this.revoked.push(providerMessageId);
        return this.revoke(providerMessageId);
      },
      registerTemplate: async () => "approved",
    };
    return {
      db: this.db,
      now: () => this.clock,
      carrierFor: () => carrier,
      publicUrl: "https://cascade.example",
      mac: (bytes) => createHmac("sha256", "test").update(bytes).digest(),
      limits: { concurrency: 100, leaseSeconds: 60, graceSeconds: 900 },
    };
  }

  private async take(request: ProviderRequest): Promise<HandOver> {
    if (request.provider !== "vonage") throw new Error("only phones here");
    const { body } = request;
    const [channel, to, clientRef] = [String(body.channel), String(body.to), String(body.client_ref)];
    this.handedOver.push({ ms: this.clock.getTime() - epoch.getTime(), channel, to, clientRef, body });
    return this.answer(channel, clientRef);
  }

  /** People who agreed to everything. */
  async people(
    count: number,
    changes: (index: number) => Parameters<typeof makePerson>[2] = () => ({}),
    workspaceId = this.workspaceId,
  ): Promise<TestPerson[]> {
    const people = await Promise.all(
      Array.from({ length: count }, (_, index) =>
        makePerson(this.db, workspaceId, { country: "US", ...changes(index) }),
      ),
    );
    const agreed = { workspaceId, channel: "*", topic: "*", source: "user", proof: {}, at: this.clock } as const;
    await appendConsentEvents(
      this.db,
      people.map(({ contactId }) => ({ ...agreed, contactId, status: "opted_in" })),
    );
    return people;
  }

  /** A campaign to everybody that has taken nobody in yet. */
  async draft(
    rungs: Rung[],
    { message, ...changes }: { message?: Message } & Partial<typeof campaign.$inferInsert> = {},
  ): Promise<string> {
    const id = await makeCampaign(this.db, this.workspaceId, { rungs });
    await this.db
      .update(campaign)
      .set({ launchedAt: null, ...changes })
      .where(eq(campaign.id, id));
    if (message !== undefined) await this.db.update(arm).set({ message }).where(eq(arm.campaignId, id));
    return id;
  }

  /** One that has taken them all in. */
  async launch(...about: Parameters<SendingWorld["draft"]>): Promise<string> {
    const id = await this.draft(...about);
    await launchCampaign(this.deps(), this.workspaceId, id);
    return id;
  }

  send(campaignId: string, workspaceId = this.workspaceId): Promise<number> {
    return sendDeliveries(this.deps(), workspaceId, campaignId, null);
  }
}
