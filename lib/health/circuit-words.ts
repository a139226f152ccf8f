import type { ProviderAccount } from "@/lib/health/account-of";
import { type AnswerCounts, failingPercent, totalOf } from "@/lib/health/answer-class";
import type { Circuit } from "@/lib/health/circuit";

const providerNames: Record<ProviderAccount, string> = {
  sandbox: "The sandbox",
  vonage: "Vonage",
  "web-push": "The push service",
};

interface Told extends Pick<Circuit, "state" | "cause" | "failingPercent" | "until"> {
  account: ProviderAccount;
  channelName: string;
  lastCode: string | null;
  /** Answers of the last minute. */
  counts: AnswerCounts;
}

export interface CircuitWords {
  state: "Works" | "Quiet" | "Unsteady" | "Paused" | "Trying";
  tone: "good" | "neutral" | "warning" | "danger";
  /** What is, and what happens next. */
  text: string;
  /** What somebody has to do; null when it mends itself. */
  remedy: string | null;
}

/**
 * How a provider does on a channel, as a sentence. `clock` writes a time of day. Example: "Vonage fails for 42 % of
 * WhatsApp messages: paused until 14:05, then one message is tried."
 */
export function circuitWords(circuit: Told, now: Date, clock: (at: Date) => string): CircuitWords {
  const { account, channelName, state, cause, until, lastCode, counts } = circuit;
  const provider = providerNames[account];
  if (state === "closed") return closedWords(provider, counts);
  const code = lastCode === null ? "" : ` (${lastCode})`;
  const what =
    cause === "account"
      ? `${provider} refuses the account${code}, so no ${channelName} message is taken`
      : `${provider} fails for ${circuit.failingPercent ?? 100} % of ${channelName} messages`;
  const remedy =
    cause === "account"
      ? "Check the account's keys, its balance and what it may send. When it is mended, send again."
      : null;
  if (state === "half_open" && until !== null && now < until) {
    return { state: "Trying", tone: "warning", text: `${what}: one message is being tried now.`, remedy };
  }
  if (until === null || now >= until) {
    return {
      state: "Paused",
      tone: "warning",
      text: `${what}: the next message is a trial, and the rest wait.`,
      remedy,
    };
  }
  return {
    ...{ state: "Paused", tone: cause === "account" ? "danger" : "warning", remedy },
    text: `${what}: paused until ${clock(until)}, then one message is tried.`,
  };
}

function closedWords(provider: string, counts: AnswerCounts): CircuitWords {
  const total = totalOf(counts);
  const working = { tone: "good", remedy: null } as const;
  if (total === 0) return { ...working, state: "Quiet", tone: "neutral", text: "No message within the last minute." };
  const share = failingPercent(counts) ?? 0;
  const busy = counts.throttled > 0 ? ` It turned ${counts.throttled} away for now, to be tried again.` : "";
  if (share > 0) {
    const text = `${provider} failed for ${share} % of the last minute's messages. From 40 % on, sending pauses.${busy}`;
    return { ...working, state: "Unsteady", tone: "warning", text };
  }
  return { ...working, state: "Works", text: `${provider} answered all of the last minute's messages.${busy}` };
}
