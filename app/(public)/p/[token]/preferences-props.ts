import type { PreferencesPageProps } from "@/components/preferences/preferences-page";
import type { PreferenceWords } from "@/components/preferences/words/words";
import type { Preferences } from "@/db/queries/preferences";
import { type ChannelId, channelIds } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import { consentSources } from "@/lib/consent/apply-consent-event";
import { axisStatus } from "@/lib/consent/events-to-restore";
import { localDay } from "@/lib/consent/local-day";
import { pauseDays } from "@/lib/consent/preference-form";
import { everything } from "@/lib/consent/schema";
import { isGlobal } from "@/lib/consent/scope";

/** The channels a person can be reached on, or once spoke about. */
export function shownChoices({ settings, addressKinds, consent }: Preferences): {
  topics: string[];
  channels: ChannelId[];
} {
  const canReach = (id: ChannelId) => addressKinds.includes(channels[id].addressKind);
  return {
    topics: settings.topics.map(({ key }) => key),
    channels: channelIds.filter(
      (id) => canReach(id) && (settings.senders[id] !== undefined || consent.some((row) => row.channel === id)),
    ),
  };
}

/** Days are shown as they are where the person lives. */
export function zoneOf({ timeZone, settings }: Preferences): string {
  return timeZone ?? settings.timeZone;
}

/** What was typed and cannot be saved as it stands. */
export interface TypedChoices {
  topics: readonly string[];
  channels: readonly string[];
  pauseDay: string;
}

export interface PageVisit {
  words: PreferenceWords;
  action: string;
  done: PreferencesPageProps["done"];
  undo: string | null;
  /** Null on arrival. */
  typed: TypedChoices | null;
  now: Date;
}

/** From rows to what the page shows. */
export function preferencesProps(preferences: Preferences, visit: PageVisit): PreferencesPageProps {
  const { settings, consent, pausedUntil } = preferences;
  const { words, action, done, undo, typed, now } = visit;
  const zone = zoneOf(preferences);
  const shown = shownChoices(preferences);
  const { min, max } = pauseDays(now, zone);
  const isPaused = pausedUntil !== null && pausedUntil > now;
  const storedDay = isPaused ? localDay(pausedUntil, zone) : "";
  const topicName = (key: string) => settings.topics.find((topic) => topic.key === key)?.name ?? key;
  return {
    ...{ words, action, done, undo, hasPauseError: typed !== null },
    brandName: settings.brandName,
    brandColor: settings.brandColor,
    supportContact: settings.supportContact,
    message: preferences.message && {
      topic: topicName(preferences.message.topic),
      date: dateText(preferences.message.sentAt, words.language, zone),
    },
    hasStopped: consent.length === 1 && consent.some((row) => isGlobal(row) && row.status === "opted_out"),
    topics: settings.topics.map(({ key, name, description }) => ({
      ...{ key, name, hint: description === "" ? null : description },
      isChosen: typed?.topics.includes(key) ?? axisStatus(consent, { channel: everything, topic: key }) === "opted_in",
    })),
    channels: shown.channels.map((id) => ({
      ...{ key: id, name: channels[id].name, hint: null },
      isChosen: typed?.channels.includes(id) ?? axisStatus(consent, { channel: id, topic: everything }) === "opted_in",
    })),
    pauseDay: typed?.pauseDay ?? storedDay,
    pausedUntil: isPaused ? dateText(pausedUntil, words.language, zone) : null,
    pauseDayMin: min,
    pauseDayMax: max,
    history: preferences.history.map((entry) => ({
      about: aboutText(entry, topicName),
      status: entry.status,
      source: consentSources.find((source) => source === entry.source) ?? "user",
      at: dateText(entry.at, words.language, zone),
    })),
  };
}

function aboutText(entry: { channel: string; topic: string }, topicName: (key: string) => string): string | null {
  if (entry.topic !== everything) return topicName(entry.topic);
  const id = channelIds.find((channel) => channel === entry.channel);
  return id === undefined ? null : channels[id].name;
}

function dateText(at: Date, language: string, timeZone: string): string {
  const shape = { dateStyle: "long" } as const;
  try {
    return new Intl.DateTimeFormat(language, { ...shape, timeZone }).format(at);
  } catch {
    return new Intl.DateTimeFormat(language, { ...shape, timeZone: "UTC" }).format(at);
  }
}
