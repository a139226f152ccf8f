const accepted: ReadonlySet<string> = new Set(["image/jpeg", "image/png", "image/apng", "image/gif", "image/webp"]);

/** Whether bytes of this type are for the picture decoder. */
export function isPicture(mime: string): boolean {
  return accepted.has(mime);
}
