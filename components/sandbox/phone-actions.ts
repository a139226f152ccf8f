import type { Action } from "@/components/ui/use-action";
import type { PhoneScreen } from "@/lib/sandbox/phone-screen";
import type { Act } from "./use-phone";

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

/** What every app on the phone gets. */
export interface InPhoneProps {
  screen: PhoneScreen;
  look: PhoneLook;
  timeZone: string;
  /** The person may look but not touch. */
  isReadOnly: boolean;
  actions: PhoneActions;
  act: Act;
}
