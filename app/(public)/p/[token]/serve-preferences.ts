import { createHash } from "node:crypto";
import { clientAddress } from "@/app/_server/client-address";
import { readCapped } from "@/app/_server/read-capped";
import { isSameOrigin } from "@/app/_server/same-origin";
import { untilNothingLeaves } from "@/app/_server/until-nothing-leaves";
import { acceptedLanguages, answerNotice, answerPage } from "@/app/(public)/public-page";
import { readPreferenceToken } from "@/app/(public)/read-preference-token";
import { preferencesPage } from "@/components/preferences/preferences-page";
import { pickWords } from "@/components/preferences/words/pick-words";
import { fill, type PreferenceWords } from "@/components/preferences/words/words";
import type { Database } from "@/db/client";
import {
  loadPreferences,
  type Preferences,
  saveOwnChange,
  stopEverything,
  undoOwnChange,
} from "@/db/queries/preferences";
import { takeAttempt } from "@/db/queries/rate-limit";
import { passingAgain } from "@/inngest/sending/is-passing";
import { localDay } from "@/lib/consent/local-day";
import { chosenChanges, type PreferenceForm, pauseEnd, readPreferenceForm } from "@/lib/consent/preference-form";
import type { PreferenceToken } from "@/lib/links/preference-token";
import type { Mac } from "@/lib/links/seal";
import { preferencesProps, shownChoices, type TypedChoices, zoneOf } from "./preferences-props";

export interface PublicDeps {
  db: Database;
  mac: Mac;
  now: Date;
  publicUrl: string;
}

const formBytesMax = 16 * 1024;
const window = { seconds: 600 };
const perTokenMax = 40;
const perAddressMax = 200;

/** The page as it is now. Link scanners open it too: looking never changes anything. */
export async function showPreferences(request: Request, text: string, deps: PublicDeps): Promise<Response> {
  const opened = await openToken(request, text, deps);
  if (opened instanceof Response) return opened;
  const query = new URL(request.url).searchParams;
  const done = doneOf(query.get("done"));
  const undo = /^\d{1,15}$/.exec(query.get("undo") ?? "")?.[0] ?? null;
  return render(request, opened.preferences, { typed: null, done, undo, now: deps.now, status: 200 });
}

/** A pressed button. The token is the permission; the origin tells that it was pressed on our page. */
export async function changePreferences(request: Request, text: string, deps: PublicDeps): Promise<Response> {
  const { db, now, publicUrl } = deps;
  if (!isSameOrigin(request.headers, publicUrl)) return answerNotice("refused", 403, request);
  const opened = await openToken(request, text, deps);
  if (opened instanceof Response) return opened;
  if (await isTooMuch(request, text, deps)) return answerNotice("busy", 429, request);
  const form = await readForm(request);
  if (form instanceof Response) return form;
  const { token, preferences } = opened;
  const words = wordsFor(request, preferences);
  switch (form.action) {
    case "stop": {
      const proof = proofOf(words, words.stopButton, preferences);
      const undo = await passingAgain(() => stopEverything(db, token, { proof, now }));
      await untilNothingLeaves(db, token);
      return back(request, "stopped", undo);
    }
    case "undo": {
      const proof = proofOf(words, words.undo, preferences);
      const isUndone = await undoOwnChange(db, token, { after: form.undo, proof, now });
      return back(request, isUndone ? "undone" : "undo_too_late", null);
    }
    case "save":
      return save(request, { token, preferences, form, words }, deps);
  }
}

/** One press in another program (a mail client, a script of the business): the address is the permission, nothing is asked. */
export async function stopByOneClick(request: Request, text: string, deps: PublicDeps): Promise<Response> {
  const opened = await openToken(request, text, deps);
  if (opened instanceof Response) return opened;
  if (await isTooMuch(request, text, deps)) return answerNotice("busy", 429, request);
  const words = wordsFor(request, opened.preferences);
  const proof = { ...proofOf(words, words.stopButton, opened.preferences), page: "one_click" };
  await passingAgain(() => stopEverything(deps.db, opened.token, { proof, now: deps.now }));
  await untilNothingLeaves(deps.db, opened.token);
  return new Response(null, { status: 200, headers: { "Cache-Control": "no-store" } });
}

interface Saving {
  token: PreferenceToken;
  preferences: Preferences;
  form: Extract<PreferenceForm, { action: "save" }>;
  words: PreferenceWords;
}

async function save(request: Request, { token, preferences, form, words }: Saving, deps: PublicDeps) {
  const zone = zoneOf(preferences);
  const isKept = preferences.pausedUntil !== null && localDay(preferences.pausedUntil, zone) === form.pauseDay;
  const pausedUntil = isKept ? undefined : pauseEnd(form.pauseDay, zone, deps.now);
  if (pausedUntil === "invalid") {
    return render(request, preferences, { typed: form, done: null, undo: null, now: deps.now, status: 422 });
  }
  const changes = chosenChanges(preferences.consent, shownChoices(preferences), form);
  const undo = await passingAgain(() =>
    saveOwnChange(deps.db, {
      ...{ token, changes, now: deps.now },
      ...(pausedUntil === undefined ? {} : { pausedUntil }),
      proof: ({ channel, topic }) => proofOf(words, `${words.save}: ${channel} ${topic}`, preferences),
    }),
  );
  if (changes.some(({ status }) => status === "opted_out")) await untilNothingLeaves(deps.db, token);
  return back(request, "saved", undo);
}

interface Opened {
  token: PreferenceToken;
  preferences: Preferences;
}

async function openToken(request: Request, text: string, { db, mac, now }: PublicDeps): Promise<Opened | Response> {
  const reading = await readPreferenceToken(text, { db, mac, now });
  if (!reading.ok) return answerNotice(reading.why, reading.why === "expired" ? 410 : 404, request);
  const preferences = await loadPreferences(db, reading.token);
  if (preferences === null) return answerNotice("expired", 410, request);
  return { token: reading.token, preferences };
}

/** Counted in the database, for all processes together: a link can be pressed often, not endlessly. */
async function isTooMuch(request: Request, text: string, { db, now }: PublicDeps): Promise<boolean> {
  const token = createHash("sha256").update(text).digest("base64url").slice(0, 22);
  const address = createHash("sha256").update(clientAddress(request.headers)).digest("base64url").slice(0, 22);
  const tries = [
    await takeAttempt(db, { key: `preferences:token:${token}`, max: perTokenMax, ...window, now }),
    await takeAttempt(db, { key: `preferences:address:${address}`, max: perAddressMax, ...window, now }),
  ];
  return tries.some(({ retryAfterSeconds }) => retryAfterSeconds > 0);
}

async function readForm(request: Request): Promise<PreferenceForm | Response> {
  const bytes = await readCapped(request, formBytesMax);
  if (bytes === null) return answerNotice("refused", 413, request);
  const isForm = request.headers.get("content-type")?.startsWith("application/x-www-form-urlencoded") === true;
  const form = isForm ? readPreferenceForm(new URLSearchParams(new TextDecoder().decode(bytes))) : null;
  return form ?? answerNotice("refused", 400, request);
}

/** After a press the browser goes back to the page: reloading it presses nothing again. */
function back(request: Request, done: string, undo: number | null): Response {
  const url = new URL(request.url);
  const query = new URLSearchParams({ done });
  if (undo !== null) query.set("undo", String(undo));
  const lang = url.searchParams.get("lang");
  if (lang !== null) query.set("lang", pickWords([lang]).language);
  return new Response(null, {
    status: 303,
    headers: { Location: `${url.pathname}?${query}`, "Cache-Control": "no-store" },
  });
}

interface Rendering {
  typed: TypedChoices | null;
  done: "saved" | "stopped" | "undone" | "undo_too_late" | null;
  undo: string | null;
  now: Date;
  status: number;
}

function render(request: Request, preferences: Preferences, { typed, done, undo, now, status }: Rendering): Response {
  const words = wordsFor(request, preferences);
  const url = new URL(request.url);
  const action = url.searchParams.has("lang") ? `${url.pathname}?lang=${words.language}` : url.pathname;
  const props = preferencesProps(preferences, { words, action, done, undo, typed, now });
  // An address can say anything; the page says only what is so.
  const isTrue = done !== "stopped" || props.hasStopped;
  return answerPage(preferencesPage(isTrue ? props : { ...props, done: null, undo: null }), status);
}

function doneOf(text: string | null): Rendering["done"] {
  return (["saved", "stopped", "undone", "undo_too_late"] as const).find((each) => each === text) ?? null;
}

function wordsFor(request: Request, { locale, settings }: Preferences): PreferenceWords {
  const asked = new URL(request.url).searchParams.get("lang");
  return pickWords([asked, locale, ...acceptedLanguages(request), settings.locale]);
}

/** What the person read when they pressed. */
function proofOf(words: PreferenceWords, pressed: string, { settings }: Preferences): Record<string, string> {
  return {
    page: "preferences",
    language: words.language,
    words: `${fill(words.intro, { brand: settings.brandName })} – ${pressed}`,
  };
}
