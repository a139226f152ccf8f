import type { Action } from "@/components/ui/use-action";

/** What can be done on a virtual phone; each is a server action. */
export interface PhoneActions {
  switchPhone: Action<null>;
  allowNotifications: Action<null>;
  readThread: Action<null>;
  writeToSender: Action<null>;
  pressButton: Action<null>;
  dismissNotifications: Action<null>;
}

/** How the phone itself looks. */
export interface PhoneLook {
  platform: "ios" | "android";
  theme: "light" | "dark";
}
