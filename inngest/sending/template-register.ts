import { saveTemplate } from "@/db/queries/launch";
import type { Carrier } from "@/inngest/providers/contract";
import type { SendingCampaign } from "@/inngest/sending/compile-delivery";
import type { SendingDeps } from "@/inngest/sending/deps";
import type { TemplateDefinition } from "@/lib/channels/contract";
import type { ChannelId } from "@/lib/channels/ids";

/**
 * Makes sure that a provider knows a template before the first request names it. Everybody's request for one arm and
 * language names the same template, so a run registers each once and the rest wait for that one answer.
 */
export class TemplateRegister {
  private readonly known = new Map<string, Promise<void>>();

  constructor(
    private readonly deps: SendingDeps,
    private readonly campaign: SendingCampaign,
    private readonly carrier: Carrier,
  ) {}

  ensure(channel: ChannelId, template: TemplateDefinition): Promise<void> {
    const key = `${channel} ${template.name} ${template.language}`;
    const pending = this.known.get(key) ?? this.register(channel, template);
    this.known.set(key, pending);
    return pending;
  }

  private async register(channel: ChannelId, template: TemplateDefinition): Promise<void> {
    const state = await this.carrier.registerTemplate(template);
    await saveTemplate(this.deps.db, this.campaign.workspaceId, channel, template, state, this.deps.now());
  }
}
