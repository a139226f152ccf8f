import { saveTemplate } from "@/db/queries/launch";
import { noteTemplate } from "@/db/queries/templates";
import type { Carrier } from "@/inngest/providers/contract";
import type { SendingCampaign } from "@/inngest/sending/compile-delivery";
import type { SendingDeps } from "@/inngest/sending/deps";
import type { TemplateDefinition } from "@/lib/channels/contract";
import type { ChannelId } from "@/lib/channels/ids";

/**
 * Makes sure that a template is known before the first request names it. Everybody's request for one arm and language
 * names the same template, so a run looks after each once and the rest wait for that one answer.
 */
export class TemplateRegister {
  private readonly known = new Map<string, Promise<void>>();

  constructor(
    private readonly deps: Pick<SendingDeps, "db" | "now">,
    private readonly campaign: Pick<SendingCampaign, "workspaceId" | "settings">,
    private readonly carrier: Pick<Carrier, "registerTemplate">,
  ) {}

  ensure(channel: ChannelId, template: TemplateDefinition): Promise<void> {
    const key = `${channel} ${template.name} ${template.language}`;
    const pending = this.known.get(key) ?? this.register(channel, template);
    this.known.set(key, pending);
    return pending;
  }

  private async register(channel: ChannelId, template: TemplateDefinition): Promise<void> {
    const { deps, campaign } = this;
    // Meta approves a real one beforehand; what was recorded of it must stay.
    if (campaign.settings.carrier !== "sandbox") {
      return noteTemplate(deps.db, campaign.workspaceId, channel, template, deps.now());
    }
    const state = await this.carrier.registerTemplate(template);
    await saveTemplate(deps.db, campaign.workspaceId, channel, template, state, deps.now());
  }
}
