import { channelIds } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import { type ConsentSource, consentSources } from "@/lib/consent/apply-consent-event";
import { type ConsentStatus, everything } from "@/lib/consent/schema";

export interface ConsentRow {
  channel: string;
  topic: string;
  status: ConsentStatus;
}

/** A person's current consent to channels, in a few words. */
export function consentSummary(rows: readonly ConsentRow[]): string {
  const states = channelStates(rows);
  const agreed = states.filter(({ status }) => status === "opted_in");
  const refused = states.filter(({ status }) => status === "opted_out");
  if (agreed.length === states.length) return "All channels";
  if (refused.length === states.length) return "Opted out of everything";
  if (agreed.length === 0) {
    return refused.length === 0 ? "No consent yet" : `Opted out of ${listed(refused)}`;
  }
  if (agreed.length > states.length / 2) {
    return `All channels except ${listed(states.filter(({ status }) => status !== "opted_in"))}`;
  }
  return listed(agreed);
}

export interface ChannelConsent {
  channel: (typeof channelIds)[number];
  name: string;
  /** Null while nobody has said anything about this channel. */
  status: ConsentStatus | null;
}

/** Every channel with what the person said: about it by name, else about everything. */
export function channelStates(rows: readonly ConsentRow[]): ChannelConsent[] {
  const of = (channel: string) => rows.find((row) => row.channel === channel && row.topic === everything)?.status;
  const ofEverything = of(everything) ?? null;
  return channelIds.map((channel) => ({
    channel,
    name: channels[channel].name,
    status: of(channel) ?? ofEverything,
  }));
}

/** What the person said about a topic: by name, else about everything; null while nothing was said. */
export function topicState(rows: readonly ConsentRow[], topic: string): ConsentStatus | null {
  const of = (wanted: string) => rows.find((row) => row.channel === everything && row.topic === wanted)?.status;
  return of(topic) ?? of(everything) ?? null;
}

const sources: Record<ConsentSource, string> = {
  import: "an imported file",
  keyword: "their own reply",
  preference_page: "the preference page",
  provider: "the channel's provider",
  api: "the API",
  user: "a member of the team",
  demo: "the demo",
};

/** One entry of the ledger as a sentence: what was said about what, and how we know. */
export function consentEventText(
  event: ConsentRow & { source: string },
  topics: readonly { key: string; name: string }[],
): string {
  const topic = topics.find(({ key }) => key === event.topic)?.name ?? event.topic;
  const channel = channelIds.find((id) => id === event.channel);
  const subject =
    event.topic !== everything
      ? `the topic ${topic}`
      : channel === undefined
        ? "every channel and topic"
        : channels[channel].name;
  const source = consentSources.find((known) => known === event.source);
  const verb = event.status === "opted_in" ? "Agreed to" : "Opted out of";
  return `${verb} ${subject} (from ${source === undefined ? event.source : sources[source]})`;
}

const conjunction = new Intl.ListFormat("en", { type: "conjunction" });

function listed(states: readonly ChannelConsent[]): string {
  return conjunction.format(states.map(({ name }) => name));
}
