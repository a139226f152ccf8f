import { z } from "zod";
import { clientAddress } from "@/app/_server/client-address";
import { clientNetwork } from "@/app/_server/client-network";
import { takeTry } from "@/app/_server/rate-limit";
import { readCapped } from "@/app/_server/read-capped";
import { acceptedLanguages } from "@/app/(public)/public-page";
import { readPreferenceToken } from "@/app/(public)/read-preference-token";
import { pickWords } from "@/components/preferences/words/pick-words";
import type { Database } from "@/db/client";
import { dropPushAddress, findPushHome, savePushAddress } from "@/db/queries/push-subscriptions";
import { isCurvePoint } from "@/inngest/providers/is-curve-point";
import type { Mac } from "@/lib/links/seal";
import { browserPlatform } from "@/lib/web-push/browser-platform";
import { pushSubscriptionSchema } from "@/lib/web-push/subscription";
import type { WorkspaceSettings } from "@/lib/workspace/schema";

export interface PushDeps {
  db: Database;
  mac: Mac;
  now: Date;
  /** Without a trailing slash. */
  publicUrl: string;
  vapidPublicKey: string;
}

const bodyBytesMax = 6_000;
const words = z.string().trim().min(1).max(500);
const subscribeSchema = z.object({
  subscription: pushSubscriptionSchema,
  /** The code of a message link, which says who it is. */
  identity: z.string().max(120).nullable(),
  /** What the person read when they pressed. */
  words,
});
const unsubscribeSchema = z.object({ endpoint: z.string().max(2_000), auth: z.string().max(40), words });

/** What a page needs to ask a browser for a subscription. Public: the key is half of a pair. */
export async function tellConfig(request: Request, key: string, deps: PushDeps): Promise<Response> {
  const home = await findPushHome(deps.db, key);
  if (home === null) return answer({ refused: "no_such_key" }, 404, null);
  const origin = allowedOrigin(request, home.settings, deps.publicUrl);
  return answer({ publicKey: deps.vapidPublicKey, brandName: home.settings.brandName }, 200, origin);
}

/**
 * Keeps a subscription. Only pages of ours and of the websites named in the settings are heard; no cookie plays a part,
 * so nobody can be made to do anything by it. The address is one that our server will call: it must belong to a
 * browser's push service, and its key must be a point of the curve.
 */
export async function subscribe(request: Request, key: string, deps: PushDeps): Promise<Response> {
  const { db, mac, now, publicUrl } = deps;
  const home = await findPushHome(db, key);
  if (home === null) return answer({ refused: "no_such_key" }, 404, null);
  const origin = allowedOrigin(request, home.settings, publicUrl);
  if (origin === null) return answer({ refused: "origin_not_allowed" }, 403, null);
  const { workspaceId, settings } = home;
  const wait = await takeTries(request, workspaceId, deps);
  if (wait > 0) return answer({ refused: "too_often" }, 429, origin, wait);
  const given = subscribeSchema.safeParse(await readJson(request));
  if (!given.success || !isCurvePoint(given.data.subscription.keys.p256dh)) {
    return answer({ refused: "not_a_subscription" }, 400, origin);
  }
  const { subscription, identity } = given.data;
  const reading = identity === null ? null : await readPreferenceToken(identity, { db, mac, now });
  const named = reading?.ok === true && reading.token.workspaceId === workspaceId ? reading.token.contactId : null;
  const language = pickWords([...acceptedLanguages(request), settings.locale]).language;
  await savePushAddress(db, {
    ...{ workspaceId, contactId: named, subscription, locale: language, now },
    platform: browserPlatform(request.headers.get("user-agent") ?? ""),
    proof: { page: pageOf(request, origin), language, words: given.data.words },
  });
  return answer({ state: "on" }, 200, origin);
}

/** Takes a subscription out of use. Who knows its secret is the browser itself. */
export async function unsubscribe(request: Request, key: string, deps: PushDeps): Promise<Response> {
  const { db, now, publicUrl } = deps;
  const home = await findPushHome(db, key);
  if (home === null) return answer({ refused: "no_such_key" }, 404, null);
  const origin = allowedOrigin(request, home.settings, publicUrl);
  if (origin === null) return answer({ refused: "origin_not_allowed" }, 403, null);
  const wait = await takeTries(request, home.workspaceId, deps);
  if (wait > 0) return answer({ refused: "too_often" }, 429, origin, wait);
  const given = unsubscribeSchema.safeParse(await readJson(request));
  if (!given.success) return answer({ refused: "not_a_subscription" }, 400, origin);
  const { endpoint, auth } = given.data;
  const proof = { page: pageOf(request, origin), words: given.data.words };
  // Told the same whether it was known: nobody learns by asking.
  await dropPushAddress(db, { workspaceId: home.workspaceId, endpoint, auth, proof, now });
  return answer({ state: "off" }, 200, origin);
}

/** The origin of a page that may talk to us: our own, or one named in the settings. */
function allowedOrigin(request: Request, settings: WorkspaceSettings, publicUrl: string): string | null {
  const origin = request.headers.get("origin");
  if (origin === null || !URL.canParse(origin)) return null;
  const { host } = new URL(origin);
  const isOwn = host === new URL(publicUrl).host || host === request.headers.get("host");
  return isOwn || settings.push?.origins.includes(origin) === true ? origin : null;
}

/** Crowds share an address; a workspace has only so many people a quarter of an hour. */
async function takeTries(request: Request, workspaceId: string, { db, now }: PushDeps): Promise<number> {
  const network = clientNetwork(clientAddress(request.headers));
  const waits = [
    await takeTry(db, "push-network", `${workspaceId} ${network}`, now),
    await takeTry(db, "push-workspace", workspaceId, now),
  ];
  return Math.max(...waits);
}

async function readJson(request: Request): Promise<unknown> {
  const bytes = await readCapped(request, bodyBytesMax);
  try {
    return bytes === null ? null : JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

/** The page without what stands behind it, which may say more about a person than is needed as proof. */
function pageOf(request: Request, origin: string): string {
  const referer = request.headers.get("referer") ?? "";
  const page = URL.canParse(referer) ? new URL(referer) : null;
  return page !== null && page.origin === origin ? `${origin}${page.pathname}`.slice(0, 300) : origin;
}

function answer(body: object, status: number, origin: string | null, retryAfterSeconds = 0): Response {
  const headers = new Headers({ "Cache-Control": "no-store", Vary: "Origin" });
  if (origin !== null) headers.set("Access-Control-Allow-Origin", origin);
  if (retryAfterSeconds > 0) headers.set("Retry-After", String(retryAfterSeconds));
  return Response.json(body, { status, headers });
}
