import { acceptedLanguages, answerNotice, answerPage } from "@/app/(public)/public-page";
import { readPreferenceToken } from "@/app/(public)/read-preference-token";
import { pushPage } from "@/components/preferences/push-page";
import { pickWords } from "@/components/preferences/words/pick-words";
import { findPushHome } from "@/db/queries/push-subscriptions";
import type { PushDeps } from "./push-door";

/** The page on which people turn on notifications of a business. Opening it asks for nothing and changes nothing. */
export async function showPushPage(request: Request, key: string, deps: PushDeps): Promise<Response> {
  const home = await findPushHome(deps.db, key);
  if (home === null) return answerNotice("link", 404, request);
  const { workspaceId, settings } = home;
  const query = new URL(request.url).searchParams;
  const code = query.get("c") ?? "";
  const reading = code === "" ? null : await readPreferenceToken(code, deps);
  const isTheirs = reading?.ok === true && reading.token.workspaceId === workspaceId;
  const page = pushPage({
    words: pickWords([query.get("lang"), ...acceptedLanguages(request), settings.locale]),
    ...{ brandName: settings.brandName, brandColor: settings.brandColor, key },
    identity: isTheirs ? code : null,
  });
  return answerPage(page, 200, { script: true, worker: true });
}

/** What makes an app of the page on a home screen: on an iPhone only such pages may show notifications. */
export async function tellManifest(request: Request, key: string, deps: PushDeps): Promise<Response> {
  const home = await findPushHome(deps.db, key);
  if (home === null) return new Response(null, { status: 404 });
  const { brandName, brandColor } = home.settings;
  const code = new URL(request.url).searchParams.get("c") ?? "";
  // The app has a memory of its own: who it is must come along in its address.
  const query = /^[\w-]{1,120}$/.test(code) ? `?c=${code}` : "";
  const manifest = {
    ...{ name: brandName, short_name: brandName.slice(0, 12), id: `/push/${key}`, display: "standalone" },
    ...{ start_url: `/push/${key}${query}`, scope: `/push/${key}`, theme_color: brandColor },
    background_color: "#fbfaf8",
    icons: [192, 512].map((side) => ({
      ...{ src: `/icons/app-${side}.png`, sizes: `${side}x${side}`, type: "image/png", purpose: "any" },
    })),
  };
  return new Response(JSON.stringify(manifest), {
    headers: { "Content-Type": "application/manifest+json", "Cache-Control": "no-store" },
  });
}
