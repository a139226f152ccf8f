/** Which converted form of a picture a channel takes. The numbers live with the plan in `plan-image.ts`. */
export const renditionProfiles = ["mms", "rcs-card", "whatsapp", "messenger", "push", "thumbnail"] as const;
export type RenditionProfile = (typeof renditionProfiles)[number];
