import { seededRandom } from "@/lib/sandbox/seeded-random";

/** What of a message a person reacts to. */
export interface MessageFeatures {
  channel: string;
  hasMedia: boolean;
  /** Taps and links, in the order of the message. */
  tapCount: number;
  textChars: number;
}

/** What a person does with one message that reached the phone; times count from delivery. Null: does not. */
export interface Reaction {
  readAfterMs: number | null;
  /** Presses the tap at this index. */
  tap: { afterMs: number; index: number } | null;
  says: { afterMs: number; text: string } | null;
}

/** Habits that stay with a person. */
export interface Habits {
  hasRcs: boolean;
  hasWhatsapp: boolean;
  hasPush: boolean;
  platform: "ios" | "android";
  /** 0 reads nothing, 1 reads and taps a lot. */
  interest: number;
  /** Whether the phone lies offline for hours. */
  isOftenOffline: boolean;
}

const minuteMs = 60_000;

/** How a person is, from their seed alone. */
export function habitsOf(personSeed: string): Habits {
  const random = seededRandom(`habits:${personSeed}`);
  const platform = random() < 0.45 ? "ios" : "android";
  return {
    platform,
    hasRcs: random() < (platform === "android" ? 0.85 : 0.4),
    hasWhatsapp: random() < 0.7,
    hasPush: random() < 0.55,
    // Skewed: many are lukewarm, few are keen.
    interest: random() ** 1.6,
    isOftenOffline: random() < 0.08,
  };
}

/** How much a channel is looked at, roughly. Words of the wire. */
const attention: Readonly<Record<string, { read: number; tap: number; medianMinutes: number }>> = {
  sms: { read: 0.9, tap: 0.05, medianMinutes: 4 },
  mms: { read: 0.9, tap: 0.07, medianMinutes: 4 },
  rcs: { read: 0.75, tap: 0.13, medianMinutes: 6 },
  whatsapp: { read: 0.82, tap: 0.12, medianMinutes: 5 },
  messenger: { read: 0.55, tap: 0.07, medianMinutes: 25 },
  push: { read: 0.3, tap: 0.04, medianMinutes: 12 },
};
const stranger = { read: 0.5, tap: 0.03, medianMinutes: 30 };

/**
 * What a simulated person does with a message: the same person, message and hour give the same reaction, so that a demo
 * can be replayed. `hour` is the person's local hour at delivery.
 */
export function reactionOf(personSeed: string, messageKey: string, features: MessageFeatures, hour: number): Reaction {
  const habits = habitsOf(personSeed);
  const random = seededRandom(`reaction:${personSeed}:${messageKey}`);
  const { read, tap, medianMinutes } = attention[features.channel] ?? stranger;
  const isAsleep = hour < 7 || hour >= 23;

  const doesRead = random() < read * (0.5 + habits.interest / 2);
  // Log-normal around the median: most look soon, some after hours.
  const delayMinutes = medianMinutes * Math.exp(1.1 * normal(random));
  const untilMorningMinutes = isAsleep ? ((31 - hour) % 24) * 60 : 0;
  const readAfterMs = Math.max(2_000, Math.round((delayMinutes + untilMorningMinutes) * minuteMs));

  const appeal =
    tap * (0.3 + 1.9 * habits.interest) * (features.hasMedia ? 1.35 : 1) * lengthFactor(features.textChars);
  const doesTap = random() < appeal && features.tapCount > 0;
  // The first thing to press gets most of the presses.
  const index = Math.min(features.tapCount - 1, Math.floor(random() ** 2 * features.tapCount));
  const tapAfterMs = readAfterMs + Math.round((4 + random() * 40) * 1000);

  const wish = random();
  const words = wish < 0.006 * (1.6 - habits.interest) ? "STOP" : wish > 0.985 ? pick(random, smallTalk) : null;
  const saysAfterMs = readAfterMs + Math.round((8 + random() * 90) * 1000);

  return {
    readAfterMs: doesRead ? readAfterMs : null,
    tap: doesRead && doesTap ? { afterMs: tapAfterMs, index } : null,
    says: doesRead && words !== null ? { afterMs: saysAfterMs, text: words } : null,
  };
}

const smallTalk = [
  "Thanks!",
  "Is this still on?",
  "Nice 👍",
  "Where is it?",
  "Can I bring a friend?",
  "Maybe next time",
];

function lengthFactor(textChars: number): number {
  return textChars > 400 ? 0.7 : textChars > 160 ? 0.9 : 1;
}

function pick(random: () => number, from: readonly string[]): string {
  return from[Math.floor(random() * from.length)] ?? "";
}

/** Standard normal by Box and Muller. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
