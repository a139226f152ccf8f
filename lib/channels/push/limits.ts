/** Push services take 4096 bytes encrypted, which is 3993 of plain text (RFC 8291); some accept only about 3 KB. */
export const payloadBytesMax = 3000;

/** What phones show before they cut: about one line of title and three of text. */
export const titleCharsMax = 50;
export const bodyCharsShown = 150;

/** `Notification.maxActions` is 2 in Chrome. */
export const actionsMax = 2;

/** RFC 8030: at most 32 characters of the URL-safe base64 alphabet. */
export const topicCharsMax = 32;

/** RFC 8030 sets no bounds; four weeks is the longest push services keep a message. */
export const ttlRangeSeconds = { min: 0, max: 2_419_200 };
export const ttlSecondsDefault = 3 * 24 * 60 * 60;
