/** The tracking name of the n-th link (from 0) written inside a text block. */
export function textLinkKey(blockId: string, ordinal: number): string {
  return `${blockId}.${ordinal}`;
}

/** The tracking name of the page on which a film or sound is played. */
export function mediaLinkKey(blockId: string): string {
  return `${blockId}.play`;
}

/** Whether a tracking name is that of a page on which something is played. */
export function isMediaLinkKey(key: string): boolean {
  return key.endsWith(".play");
}
