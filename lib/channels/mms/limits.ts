/** A text without an attachment: common carrier practice; the Vonage Messages API 1.11 schema states none. */
export const textCharsMax = 1600;

/** Caption: the Vonage Python SDK takes 2000, the schema 3000; the smaller one is safe. */
export const captionCharsMax = 2000;

/** Attachments in one message: common to North American providers. */
export const attachmentsMax = 10;

/** All attachments together: carriers pass 500 KB (Bandwidth, Sinch), and words and headers count, too. */
export const attachmentsBytesMax = 480_000;

/** Vonage Messages API 1.11 schema. */
export const ttlRangeSeconds = { min: 300, max: 259_200 };

/** Vonage MMS works in the United States and Canada only. */
export const countries: readonly string[] = ["US", "CA"];
