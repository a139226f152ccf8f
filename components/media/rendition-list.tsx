import { LoaderCircle } from "lucide-react";
import type { RenditionFile } from "@/lib/channels/contract";
import { bytesMaxOf } from "@/lib/media/bytes-max";
import { lossText } from "@/lib/media/loss-text";
import type { MediaItem } from "@/lib/media/media-item";
import { profilesOf, type RenditionProfile } from "@/lib/media/profiles";
import { playText } from "./play-text";
import { sizeText } from "./size-text";

const profileWords: Record<RenditionProfile, string> = {
  mms: "MMS",
  "rcs-card": "RCS card",
  "rcs-carousel": "RCS carousel",
  "rcs-thumbnail": "RCS, while a film loads",
  whatsapp: "WhatsApp",
  messenger: "Messenger",
  push: "Push notification",
  thumbnail: "Thumbnail",
  "mms-gif": "MMS, animated",
  "rcs-gif": "RCS, animated",
  "messenger-gif": "Messenger, animated",
  "mms-video": "MMS, video",
  "rcs-video": "RCS, video",
  "whatsapp-video": "WhatsApp, video",
  "messenger-video": "Messenger, video",
  "web-video": "Web page, video",
  "mms-audio": "MMS, audio",
  "whatsapp-audio": "WhatsApp, audio",
  "messenger-audio": "Messenger, audio",
  "web-audio": "Web page, audio",
};

/** What each channel gets of a file: pixels, seconds, bytes against the limit, and what the conversion cost. */
export function RenditionList({ item }: { item: MediaItem }) {
  return (
    <div>
      <h3 className="mb-1 font-medium">What each channel gets</h3>
      <ul className="divide-y rounded-lg border text-sm">
        {profilesOf(item.kind).map((profile) => (
          <li key={profile} className="flex flex-wrap items-center justify-between gap-x-3 px-3 py-1.5">
            <span>{profileWords[profile]}</span>
            <RenditionState item={item} profile={profile} />
          </li>
        ))}
      </ul>
      <p className="mt-1.5 text-muted text-xs">Place, camera and other hidden data are removed from all of them.</p>
    </div>
  );
}

function RenditionState({ item, profile }: { item: MediaItem; profile: RenditionProfile }) {
  const [file, failure, loss] = [item.renditions[profile], item.failures[profile], item.losses[profile]];
  if (item.pending.includes(profile)) {
    return (
      <span className="flex items-center gap-1.5 text-muted">
        <LoaderCircle className="size-3.5 animate-spin" aria-hidden /> Being converted
      </span>
    );
  }
  if (!file) return <span className="text-danger-ink">{failure}</span>;
  return (
    <a href={file.url} target="_blank" rel="noreferrer" className="py-0.5 text-muted hover:underline">
      {facts(file)}, {sizeText(file.bytes)} of {sizeText(bytesMaxOf(profile))}
      {loss !== undefined && `, ${lossText(loss)}`}
    </a>
  );
}

function facts(file: RenditionFile): string {
  const size = file.widthPx > 0 ? [`${file.widthPx} × ${file.heightPx} px`] : [];
  const length = file.durationSeconds === null ? [] : [playText(file.durationSeconds)];
  return [...size, ...length].join(", ");
}
