import type { Platform } from "@/lib/channels/platforms";
import { bodyCharsShown } from "./limits";

/** What a platform shows of a notification (MDN browser-compat-data 8.1.9). */
interface PushShown {
  image: boolean;
  /** Safari shows none, Firefox since version 152. */
  actions: boolean;
  /** About; fonts and settings decide. */
  bodyCharsShown: number;
  /** What must be known to whoever counts on it; null for nothing. */
  condition: string | null;
}

export const pushShown: Record<Platform, PushShown> = {
  android: { image: true, actions: true, bodyCharsShown: 240, condition: null },
  ios: {
    ...{ image: false, actions: false, bodyCharsShown },
    condition: "Only people who put your site on their home screen get notifications on an iPhone.",
  },
  mac: { image: false, actions: false, bodyCharsShown, condition: "Needs Safari 16 or later." },
  windows: { image: true, actions: true, bodyCharsShown: 200, condition: null },
  firefox: {
    ...{ image: false, actions: true, bodyCharsShown: 200 },
    condition: "The buttons need Firefox 152 or later.",
  },
};
