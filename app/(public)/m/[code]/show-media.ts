import { type LinkDeps, noteOpening, openLink } from "@/app/(public)/find-link";
import { acceptedLanguages, answerNotice, answerPage } from "@/app/(public)/public-page";
import { type PlayerFile, playerPage } from "@/components/preferences/player-page";
import { pickWords } from "@/components/preferences/words/pick-words";
import { type PlayedFile, playableFile } from "@/db/queries/media";
import { encodeWatchStamp } from "@/lib/links/watch-stamp";
import { fileUrl } from "@/lib/media/file-address";

/** The page on which a film or a recording out of a message is played. Opening it is a click like any other. */
export async function showMedia(request: Request, text: string, deps: LinkDeps): Promise<Response> {
  const found = await openLink(request, text, deps);
  if (found instanceof Response) return found;
  const { delivery, target } = found;
  const played = target.type === "media" ? await playableFile(deps.db, delivery.workspaceId, target.mediaId) : null;
  if (target.type !== "media" || played === null) return answerNotice("link", 404, request);
  noteOpening(request, found, deps);
  // By path alone: the page and its files come from the same house, whatever name it was reached by.
  const urlOf = ({ blobHash, mime }: PlayedFile) => fileUrl("", blobHash, mime);
  const shown = (file: PlayedFile): PlayerFile => ({ ...file, url: urlOf(file) });
  const { file, smallFile, poster, durationSeconds } = played;
  const wantsLittle = request.headers.get("save-data") === "on" && smallFile !== null;
  const { deliveryId } = found.code;
  const stamp = encodeWatchStamp({ deliveryId, mediaId: target.mediaId, openedAt: deps.now }, deps.mac);
  const page = playerPage({
    words: pickWords([delivery.person.locale, ...acceptedLanguages(request)]),
    ...{ brandName: delivery.brandName, brandColor: delivery.brandColor, description: target.alt, durationSeconds },
    file: shown(wantsLittle ? smallFile : file),
    smallFile: wantsLittle || smallFile === null ? null : shown(smallFile),
    posterUrl: poster === null ? null : urlOf(poster),
    // Tests are watched by colleagues, and counted for nobody.
    watched: delivery.isTest ? null : { action: `/m/${text}/watched`, stamp },
  });
  return answerPage(page, 200, { media: true, script: !delivery.isTest });
}
