/** What ffmpeg says of a file it was given. */
export interface FileFacts {
  durationSeconds: number | null;
  video: {
    codec: string;
    /** As it is seen: turned upright, with square pixels. */
    widthPx: number;
    heightPx: number;
    framesPerSecond: number;
  } | null;
  audio: { codec: string } | null;
}

/**
 * Reads the description ffmpeg prints of its first input. Only lines that begin as its own do count: a title or comment
 * inside the file is printed further to the right and cannot pose as one.
 */
export function readFfmpegFacts(printed: string): FileFacts {
  const input = printed.slice(Math.max(0, printed.indexOf("Input #0,"))).split(/^Output #0|^Stream mapping:/m)[0] ?? "";
  const duration = /^ {2}Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)/m.exec(input);
  return {
    durationSeconds: duration ? Number(duration[1]) * 3600 + Number(duration[2]) * 60 + Number(duration[3]) : null,
    video: readVideo(input),
    audio: readAudio(input),
  };
}

const streamLine = (kind: string) => new RegExp(`^ {2}Stream #0:\\d+[^\\n]*?: ${kind}: ([\\w-]+)[^\\n]*`, "gm");

function readVideo(input: string): FileFacts["video"] {
  for (const match of input.matchAll(streamLine("Video"))) {
    const line = match[0];
    // The cover of an album is a video stream to ffmpeg.
    if (line.includes("(attached pic)")) continue;
    const size = /, (\d{1,6})x(\d{1,6})(?: \[SAR (\d+):(\d+) DAR)?/.exec(line);
    if (!size) continue;
    const after = input.slice(match.index + line.length);
    const own = after.split(/^ {2}Stream #0:/m)[0] ?? "";
    const turned = Math.abs(Number(/rotation of (-?[\d.]+) degrees/.exec(own)?.[1] ?? 0)) % 180;
    const aspect = size[3] && size[4] && Number(size[4]) > 0 ? Number(size[3]) / Number(size[4]) : 1;
    const wide = { widthPx: Math.max(1, Math.round(Number(size[1]) * aspect)), heightPx: Number(size[2]) };
    const isOnItsSide = turned > 45 && turned < 135;
    const rate = Number(/, ([\d.]+)(k?) fps/.exec(line)?.[1] ?? /, ([\d.]+)(k?) tbr/.exec(line)?.[1] ?? 0);
    return {
      codec: match[1] ?? "",
      ...(isOnItsSide ? { widthPx: wide.heightPx, heightPx: wide.widthPx } : wide),
      framesPerSecond: rate > 0 && rate <= 120 ? rate : 30,
    };
  }
  return null;
}

function readAudio(input: string): FileFacts["audio"] {
  const [match] = input.matchAll(streamLine("Audio"));
  return match ? { codec: match[1] ?? "" } : null;
}
