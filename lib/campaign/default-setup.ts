import type { Audience } from "@/lib/audience/rule";
import type { Schedule } from "@/lib/campaign/schema";
import type { Ladder } from "@/lib/ladder/schema";

const hourSeconds = 60 * 60;

/** What a new campaign starts with: everyone, now, and the ladder from richest to plainest with a day between. */
export const defaultAudience: Audience = { kind: "all" };
export const defaultSchedule: Schedule = { kind: "now" };
export const defaultLadder: Ladder = {
  rungs: [
    { id: "rung-1", channels: ["rcs"], waitSeconds: 24 * hourSeconds, success: "engaged" },
    { id: "rung-2", channels: ["whatsapp"], waitSeconds: 24 * hourSeconds, success: "engaged" },
    { id: "rung-3", channels: ["mms", "sms"], waitSeconds: 24 * hourSeconds, success: "delivered" },
  ],
};
