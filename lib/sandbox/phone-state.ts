/** What a virtual handset has switched on. */
export interface PhoneState {
  platform: "ios" | "android";
  online: boolean;
  rcs: boolean;
  whatsapp: boolean;
  messenger: boolean;
  push: boolean;
}

/** A handset nobody has touched yet: everything works. */
export const freshPhone: PhoneState = {
  platform: "android",
  online: true,
  rcs: true,
  whatsapp: true,
  messenger: true,
  push: true,
};
