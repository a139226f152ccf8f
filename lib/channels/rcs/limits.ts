/** Vonage Messages API 1.11 schema. */
export const textCharsMax = 3072;

/** Google RCS Business Messaging, rich cards; the same in the Vonage Java SDK. */
export const cardTextCharsMax = 2000;
export const titleCharsMax = 200;

/** Google RCS Business Messaging, carousels; the same in the Vonage SDKs. */
export const cardsMax = 10;

/** Google RCS Business Messaging: suggestions of a message, of a card, and their label. */
export const suggestionsMax = 11;
export const cardSuggestionsMax = 4;
export const labelCharsMax = 25;

/** AWS End User Messaging, RCS limits; Vonage states none. */
export const postbackCharsMax = 2048;

/** Google RCS Business Messaging: what a calendar says of an event. */
export const eventTextCharsMax = 500;

/** Google RCS Business Messaging: the picture shown while a film loads. */
export const thumbnailBytesMax = 100_000;

/** The schema allows 30 days, the Vonage Python SDK 3 days; receipts come for 72 hours only. */
export const ttlRangeSeconds = { min: 300, max: 259_200 };

/** A card's title may have 200 characters (Google); a first line longer than this reads badly as a heading. */
export const headingCharsMax = 80;
