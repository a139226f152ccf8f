import type { SenderLimitRule } from "@/lib/channels/contract";

/** A ten-digit number of North America, with its country code; short codes and names have rules of their own. */
const longCode = /^1[2-9]\d{9}$/;

/**
 * US carriers count the segments a long code sends (10DLC: AT&T by campaign and minute, T-Mobile by brand and day;
 * help.nexmo.com 4406782736532). Whose number a phone is nobody can tell from here, so each message to +1 counts.
 */
export const senderLimit: SenderLimitRule = {
  units: "segments",
  limitsSender: (from) => longCode.test(from),
  counts: (to) => /^1\d{10}$/.test(to),
};
