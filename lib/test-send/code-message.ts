import type { ChannelId } from "@/lib/channels/ids";

/** What codes are sent by: the one channel every phone has. */
export const codeChannel: ChannelId = "sms";
export const codeMinutes = 10;
export const codeTriesMax = 5;

/** The words that bring the code. */
export function codeMessage(brandName: string, code: string): string {
  return `${brandName}: ${code} is your code for test messages, good for ${codeMinutes} minutes. If you did not ask for it, ignore this.`;
}

/** What is hashed of a code: with its entry, so that a hash is worth nothing for another. */
export function codeText(testNumberId: string, code: string): Uint8Array {
  return new TextEncoder().encode(`cascade:test-code:1\0${testNumberId}:${code}`);
}
