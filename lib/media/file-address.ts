const extensions: Record<string, string> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/gif": "gif",
  "video/mp4": "mp4",
  "audio/mpeg": "mp3",
};

/** The public address of a converted file. Its name is its content, so what it shows never changes. */
export function fileUrl(publicUrl: string, blobHash: string, mime: string): string {
  return `${publicUrl}/f/${blobHash}.${extensions[mime] ?? "bin"}`;
}

/** Takes the name of an address apart again; null when it cannot be one of ours. */
export function parseFileName(name: string): { blobHash: string; extension: string } | null {
  const match = /^([0-9a-f]{64})\.([a-z0-9]{1,5})$/.exec(name);
  return match?.[1] && match[2] ? { blobHash: match[1], extension: match[2] } : null;
}

/** Whether a file of this type is served under this extension. */
export function isNamedFor(mime: string, extension: string): boolean {
  return extensions[mime] === extension;
}
