import type { Demuxer } from "@/inngest/media/file-facts";

interface Container {
  demuxer: Demuxer;
  /** As it is kept and shown. */
  mime: string;
  /** What it may turn out to hold. */
  holds: "film" | "sound";
}

const isoMedia = (mime: string, holds: Container["holds"]): Container => ({ demuxer: "mov", mime, holds });

/** By what the bytes say they are. Playlists, and whatever else names other files, are not here. */
const containers: Readonly<Record<string, Container>> = {
  "video/mp4": isoMedia("video/mp4", "film"),
  "video/x-m4v": isoMedia("video/mp4", "film"),
  "video/quicktime": isoMedia("video/quicktime", "film"),
  "video/3gpp": isoMedia("video/3gpp", "film"),
  "video/3gpp2": isoMedia("video/3gpp2", "film"),
  "audio/x-m4a": isoMedia("audio/mp4", "sound"),
  "audio/mp4": isoMedia("audio/mp4", "sound"),
  "video/webm": { demuxer: "matroska", mime: "video/webm", holds: "film" },
  "video/matroska": { demuxer: "matroska", mime: "video/matroska", holds: "film" },
  "video/vnd.avi": { demuxer: "avi", mime: "video/vnd.avi", holds: "film" },
  "audio/mpeg": { demuxer: "mp3", mime: "audio/mpeg", holds: "sound" },
  "audio/aac": { demuxer: "aac", mime: "audio/aac", holds: "sound" },
  "audio/ogg": { demuxer: "ogg", mime: "audio/ogg", holds: "sound" },
  "audio/wav": { demuxer: "wav", mime: "audio/wav", holds: "sound" },
  "audio/flac": { demuxer: "flac", mime: "audio/flac", holds: "sound" },
  "image/gif": { demuxer: "gif", mime: "image/gif", holds: "film" },
};

/** How a file of this type is opened; null for one that is not taken. */
export function containerOf(mime: string): Container | null {
  const plain = mime.split(";")[0]?.trim().replace("audio/x-flac", "audio/flac") ?? "";
  return containers[plain] ?? null;
}
