/** Vonage Messages API 1.11 schema; Meta itself allows 2000. */
export const textCharsMax = 640;

/** Meta's standard messaging window; the tags and recurring notifications that reached beyond it are gone (2026). */
export const conversationWindowHours = 24;
