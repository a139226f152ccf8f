import type { Finding, RenderedMedia } from "@/lib/channels/contract";
import type { MediaKind } from "@/lib/media/profiles";
import type { Parse, Reader } from "@/lib/message/block-definition";
import { mediaLinkKey } from "@/lib/message/link-keys";
import type { MediaLook, Overlay } from "@/lib/message/parts";
import { renderText } from "@/lib/message/prepare-text";
import { blocker, warning } from "@/lib/message/problem";

/** What blocks that show an uploaded file have in common. */
export interface MediaContent {
  id: string;
  mediaId: string | null;
  alt: string;
}

const names: Record<MediaKind, string> = { image: "picture", gif: "GIF", video: "video", audio: "recording" };

/** Problems of a file that is shown: not chosen, or not described. */
export function mediaProblems(content: MediaContent, kind: MediaKind, blockId: string): Finding[] {
  const name = names[kind];
  if (content.mediaId === null) {
    return [
      blocker(`${kind}_not_chosen`, blockId, `No ${name} has been chosen.`, `Choose a ${name} or remove the block.`),
    ];
  }
  if (content.alt.trim() !== "") return [];
  const who = kind === "audio" ? "hear the recording" : `see the ${name}`;
  return [
    warning(
      `${kind}_without_description`,
      blockId,
      `People who cannot ${who} are told nothing about it.`,
      `Describe the ${name} in a few words.`,
    ),
  ];
}

/** Whether the file has a page of its own on which it is played. */
export function isPlayed(kind: MediaKind): boolean {
  return kind === "video" || kind === "audio";
}

/** Fills in what is said about a file, and the words drawn on it. */
export function prepareMedia(
  content: MediaContent & { overlay?: Overlay | null | undefined; look?: MediaLook | undefined },
  kind: MediaKind,
  parse: Parse,
): (reader: Reader) => RenderedMedia {
  const alt = parse(`description of the ${names[kind]}`, content.alt);
  const overlay = content.overlay ?? null;
  const words = overlay === null ? null : parse("words on the picture", overlay.text);
  const rest = {
    playKey: isPlayed(kind) ? mediaLinkKey(content.id) : null,
    ...(content.look === undefined ? {} : { look: content.look }),
  };
  return ({ scope, gaps }) => {
    const said = renderText(alt, scope, gaps).trim();
    const drawn = words === null ? "" : renderText(words, scope, gaps).trim();
    if (overlay === null || content.mediaId === null || drawn === "") {
      return { kind, source: { type: "upload", mediaId: content.mediaId }, alt: said, ...rest };
    }
    const drawing = {
      ...{ kind: "caption" as const, mediaId: content.mediaId, text: drawn },
      ...{ place: overlay.place, color: overlay.color },
    };
    return { kind, source: { type: "drawing", drawing }, alt: said === "" ? drawn : said, ...rest };
  };
}
