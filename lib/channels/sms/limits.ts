/** `text`: Vonage Messages API 1.11 schema. */
export const textCharsMax = 1000;

/** One short message carries 140 octets: 160 septets or 70 UTF-16 units (3GPP TS 23.040 and 23.038). */
export const gsmUnitsSingle = 160;
export const ucs2UnitsSingle = 70;

/** The concatenation header takes 6 octets of every part: 153 septets or 67 UTF-16 units remain. */
export const gsmUnitsPart = 153;
export const ucs2UnitsPart = 67;

/** Vonage Messages API 1.11 schema: default 72 hours, below 30 minutes discouraged. */
export const ttlRangeSeconds = { min: 30 * 60, max: 72 * 60 * 60 };
