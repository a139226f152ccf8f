import type { SuccessCondition } from "@/lib/ladder/schema";

const units = [
  { name: "day", seconds: 86_400 },
  { name: "hour", seconds: 3_600 },
  { name: "minute", seconds: 60 },
  { name: "second", seconds: 1 },
] as const;

export type WaitUnit = (typeof units)[number]["name"];
export const waitUnits: readonly { name: WaitUnit; seconds: number }[] = units;

/** The largest unit a wait is a whole number of: 86,400 s is one day, 90 s are 90 seconds. */
export function splitWait(waitSeconds: number): { amount: number; unit: WaitUnit } {
  const unit = units.find(({ seconds }) => waitSeconds >= seconds && waitSeconds % seconds === 0) ?? units[3];
  return { amount: waitSeconds / unit.seconds, unit: unit.name };
}

/** "1 day", "90 seconds". */
export function waitWords(waitSeconds: number): string {
  const { amount, unit } = splitWait(waitSeconds);
  return `${amount} ${unit}${amount === 1 ? "" : "s"}`;
}

/** What a rung waits for, as the end of "until it …". */
export const successWords: Record<SuccessCondition, string> = {
  accepted: "was taken by the carrier",
  delivered: "was delivered",
  read: "was read",
  engaged: "was clicked, tapped or answered",
  converted: "led to a conversion",
};
