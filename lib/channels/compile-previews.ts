import type { Compiled, Finding, RenditionFile } from "@/lib/channels/contract";
import { type ChannelId, channelIds } from "@/lib/channels/ids";
import { lostLetters } from "@/lib/channels/lost-letters";
import { type PreviewWorkspace, previewContext } from "@/lib/channels/preview-context";
import { channels } from "@/lib/channels/registry";
import type { RenditionProfile } from "@/lib/media/profiles";
import { messageProblems } from "@/lib/message/message-problems";
import type { Person } from "@/lib/message/person";
import { prepareMessage, renderMessage } from "@/lib/message/render-message";
import type { Message } from "@/lib/message/schema";
import { sampleCode } from "@/lib/promo/sample-code";

export interface ChannelPreview {
  compiled: Compiled;
  /** What the channel changes or refuses, and what is wrong on every channel; the worst first. */
  findings: Finding[];
}

export interface MessagePreviews {
  /** Required values this person lacks: they would be skipped. */
  missing: string[];
  byChannel: Record<ChannelId, ChannelPreview>;
}

const rank = { blocker: 0, warning: 1, note: 2 } as const;

/** What every channel makes of a message for one person, by the same code that sends it. */
export function compilePreviews(
  message: Message,
  workspace: PreviewWorkspace,
  about: {
    person: Person;
    windowOpen: boolean;
    rendition(mediaId: string, profile: RenditionProfile): RenditionFile | null;
  },
): MessagePreviews {
  const prepared = prepareMessage(message);
  const render = (channel: ChannelId | null) =>
    renderMessage(prepared, { person: about.person, channel, locale: workspace.locale, promoCode: sampleCode });
  // Channels without words of their own share one rendering.
  const shared = render(null);
  const sharedLost = lostLetters(shared.message);
  const own = new Set((message.variants ?? []).map(({ channel }) => channel));
  const missing = new Set(shared.missing);
  const general = messageProblems(message, prepared);
  const compileFor = (id: ChannelId): ChannelPreview => {
    const channel = channels[id];
    const rendered = own.has(id) ? render(id) : shared;
    for (const name of rendered.missing) missing.add(name);
    const context = previewContext(channel, workspace, {
      message,
      locale: about.person.locale,
      country: about.person.country,
      windowOpen: about.windowOpen,
      rendition: about.rendition,
    });
    const compiled = channel.compile(rendered.message, context);
    const lost = rendered === shared ? sharedLost : lostLetters(rendered.message);
    const said = channel.imageProfile === null ? compiled.findings : [...compiled.findings, ...lost];
    return { compiled, findings: worstFirst([...general.filter(unlessSaidBy(compiled.findings)), ...said]) };
  };
  const previews = channelIds.map((id) => [id, compileFor(id)] as const);
  return { missing: [...missing], byChannel: Object.fromEntries(previews) as Record<ChannelId, ChannelPreview> };
}

/** A fault of a block is told once: the channel's own words for it say more. */
function unlessSaidBy(findings: readonly Finding[]): (finding: Finding) => boolean {
  return ({ blockId, severity, code }) =>
    !findings.some((said) => said.blockId === blockId && (said.code === code || said.severity === severity));
}

function worstFirst(findings: Finding[]): Finding[] {
  return findings.sort((one, other) => rank[one.severity] - rank[other.severity]);
}
