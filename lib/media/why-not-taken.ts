const taken =
  "Upload a JPEG, PNG, GIF or WebP picture, an MP4, MOV, WebM or AVI video, or an MP3, M4A, OGG, WAV or FLAC file";

/** Why a file of this type is not taken, and what to do: one sentence for each mistake people make. */
export function whyNotTaken(file: { mime: string; extension: string | null; head: string }): string {
  if (file.mime === "image/heic" || file.mime === "image/heif") {
    return "This is a HEIC photo, as iPhones take them. Export it as JPEG and upload that.";
  }
  if (file.mime === "image/avif")
    return "This is an AVIF picture, which cannot be read here. Export it as JPEG or PNG.";
  if (/<svg[\s>]/i.test(file.head)) {
    return "This is an SVG drawing, which phones do not show. Export it as PNG and upload that.";
  }
  if (/^(?:\ufeff|\xef\xbb\xbf)?\s*(?:#EXTM3U|ffconcat version|\[playlist\])/i.test(file.head)) {
    return "This is a playlist, which only names other files. Upload the video or the sound itself.";
  }
  const known =
    file.extension === null
      ? "This is not a picture, a video or sound"
      : `This is a ${file.extension.toUpperCase()} file`;
  return `${known}, whatever its name says. ${taken}.`;
}
