import type { ChannelId } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import { type FailureClass, receiptFailure } from "@/lib/routing/failure-class";
import type { TestSendItem } from "@/lib/test-send/schema";

type Tone = "neutral" | "good" | "warning" | "danger";

export interface TestWords {
  tone: Tone;
  label: string;
  /** What it means and what to do; null where the label says all. */
  sentence: string | null;
  /** Whether more may still be heard of it. */
  isMoving: boolean;
}

/** What became of a test message, in words. */
export function testWords(item: Pick<TestSendItem, "state" | "channel" | "errorCode" | "errorText">): TestWords {
  const { hasDeliveryReceipts, hasReadReceipts } = channels[item.channel];
  const plain = { sentence: null, isMoving: false };
  switch (item.state) {
    case "pending":
      return { ...plain, tone: "neutral", label: "Waiting to be sent", isMoving: true };
    case "sending":
      return { ...plain, tone: "neutral", label: "Being sent", isMoving: true };
    case "accepted":
      return { ...plain, tone: "neutral", label: "Submitted", isMoving: hasDeliveryReceipts };
    case "delivered":
      return { ...plain, tone: "good", label: "Delivered", isMoving: hasReadReceipts };
    case "read":
      return { ...plain, tone: "good", label: "Read" };
    case "unknown":
      return {
        tone: "warning",
        label: "Not known",
        sentence: "No answer came, so it may or may not have arrived. Look at the phone, or send another one.",
        isMoving: true,
      };
    case "cancelled":
      return { ...plain, tone: "danger", label: "Not sent", sentence: item.errorText ?? refusalText(item) };
    case "rejected":
    case "undeliverable":
      return { ...plain, tone: "danger", label: "Failed", sentence: item.errorText ?? failureText(item) };
  }
}

const stopped =
  "This person told you to stop, and that holds for tests too. They can come back on their preference page.";

function refusalText({ channel, errorCode }: { channel: ChannelId; errorCode: string | null }): string {
  const { name } = channels[channel];
  const texts: Record<string, string> = {
    opted_out: stopped,
    topic_opted_out: "This person does not want messages about this campaign’s topic, and that holds for tests too.",
    paused: "This person asked for a pause. Choose another phone.",
    erased: "This person was erased from the records. Choose another phone.",
    gone: "This phone is no longer there. Choose another one.",
    no_address: `This phone has no address for ${name}. Choose another phone or another channel.`,
    no_sender: `${name} has no sender. An owner can set one up under Settings, Senders.`,
    not_own: "This workspace reaches real people, so tests go to your own confirmed numbers only.",
    carrier_changed: "The workspace changed its account meanwhile. Send the test again.",
    missing_value: "The person it is written as lacks a value the message needs. Give it a default value.",
    template:
      "The test version of this template is not approved yet. Write to your sender from this phone first: within 24 hours of that, no template is needed.",
    too_late: "It could not be sent within ten minutes, so it was not sent at all. Send it again.",
    broken: "Something went wrong on our side before it was sent. Send it again.",
  };
  return texts[errorCode ?? ""] ?? "It was not sent. Send it again.";
}

const failures: Record<FailureClass, string> = {
  unreachable: "This phone cannot be reached on this channel.",
  blocked: "The network did not take it.",
  opted_out: stopped,
  capped: "This phone got too many messages of this kind. Try again tomorrow.",
  daily_limit: "This sender had its share of the day. Try again tomorrow.",
  no_credit: "This phone has no credit left to receive with.",
  template: "The template is not approved.",
  transient: "The network has trouble. Send it again in a minute.",
  throttled: "Too much at once. Send it again in a minute.",
  account: "The account was refused: check its keys and its balance.",
  configuration: "The sender is not set up for this. Check it under Settings, Senders.",
  content: "The network refused the content of the message.",
  expired: "The phone did not answer in time.",
};

function failureText({ errorCode }: { errorCode: string | null }): string {
  if (errorCode === null) return "It could not be delivered.";
  return `${failures[receiptFailure(errorCode)]} (code ${errorCode})`;
}
