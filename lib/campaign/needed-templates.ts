import { inventedPerson } from "@/lib/campaign/invented-person";
import type { ProviderRequest, RenditionFile, TemplateDefinition } from "@/lib/channels/contract";
import type { ChannelId } from "@/lib/channels/ids";
import { type PreviewWorkspace, previewContext } from "@/lib/channels/preview-context";
import { channels } from "@/lib/channels/registry";
import type { Ladder } from "@/lib/ladder/schema";
import type { RenditionProfile } from "@/lib/media/profiles";
import { prepareMessage, renderMessage } from "@/lib/message/render-message";
import type { Message } from "@/lib/message/schema";
import { sampleCode } from "@/lib/promo/sample-code";

/** A template that must be approved before a campaign can go out, and how a message with it looks. */
export interface NeededTemplate {
  channel: ChannelId;
  definition: TemplateDefinition;
  /** A message to somebody invented. */
  request: ProviderRequest;
  /** The variants that need it. */
  arms: string[];
}

export interface TemplateFacts {
  workspace: PreviewWorkspace;
  arms: readonly { name: string; message: Message }[];
  ladder: Ladder;
  rendition(mediaId: string, profile: RenditionProfile): RenditionFile | null;
}

/** Every template a campaign may name: of each variant, in each language it is written in, on each channel that has them. */
export function neededTemplates({ workspace, arms, ladder, rendition }: TemplateFacts): NeededTemplate[] {
  const used = [...new Set(ladder.rungs.flatMap((rung) => rung.channels))];
  const found = new Map<string, NeededTemplate>();
  for (const channel of used.filter((id) => channels[id].outsideWindow === "template")) {
    for (const { name, message } of arms.filter((arm) => arm.message.blocks.length > 0)) {
      const prepared = prepareMessage(message);
      for (const locale of [null, ...(message.languages ?? [])]) {
        const { locale: own } = workspace;
        const person = inventedPerson(message, locale);
        const rendered = renderMessage(prepared, { person, channel, locale: own, promoCode: sampleCode });
        const about = { message, locale, country: person.country, windowOpen: false, rendition };
        const compiled = channels[channel].compile(
          rendered.message,
          previewContext(channels[channel], workspace, about),
        );
        const { template: definition, request } = compiled;
        if (definition === null) continue;
        const key = templateKey(channel, definition);
        const known = found.get(key) ?? { channel, definition, request, arms: [] };
        if (!known.arms.includes(name)) known.arms.push(name);
        found.set(key, known);
      }
    }
  }
  return [...found.values()];
}

/** What names a template within a workspace. */
export function templateKey(channel: ChannelId, { name, language }: { name: string; language: string }): string {
  return `${channel} ${name} ${language}`;
}
