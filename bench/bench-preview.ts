import { type Browser, chromium, type Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import { startInstallation } from "@/bench/installation";
import { previewMessage, typedAfter } from "@/bench/preview-message";
import { findBrowser } from "@/bin/browser";
import { freePort } from "@/bin/ports";
import { loadSecrets } from "@/bin/secrets";
import { createDatabase, type Database } from "@/db/client";
import { createCampaign } from "@/db/queries/campaigns";
import { createOwnerInvite } from "@/db/queries/invites";
import { membership } from "@/db/schema/identity";
import { arm } from "@/db/schema/tables";
import { compilePreviews } from "@/lib/channels/compile-previews";
import { channelIds } from "@/lib/channels/ids";
import type { Person } from "@/lib/message/person";
import type { Message } from "@/lib/message/schema";
import { defaultSettings } from "@/lib/workspace/default-settings";

const KEYS_WARM_UP = 20;
const KEYS_MEASURED = 120;
/** A quick typist: about 80 words a minute. */
const KEY_EVERY_MS = 150;
const KEY_PATIENCE_MS = 5_000;
const COMPILE_WARM_UP = 200;
/** Enough that the engine's own start, when it collects garbage more often, is a small part of it. */
const COMPILE_ROUNDS = 5_000;

export interface PreviewBenchOptions {
  dataDir: string;
  cacheFolder: string;
  isBuilt: boolean;
  note: (sentence: string) => void;
}

export interface PreviewBenchResult {
  blocks: number;
  keys: number;
  /** From the press of a key until the frame in which all six previews show it. */
  p50Ms: number;
  p95Ms: number;
  /** Times the page was busy for longer than 50 ms while keys were pressed. */
  longTasks: number;
  /** Filling in and compiling the same message for all six channels, in Node. */
  compileP50Ms: number;
  compileP95Ms: number;
}

/** Types into a message of twelve blocks in a browser and waits for the paint of all six previews after each key. */
export async function benchPreview(options: PreviewBenchOptions): Promise<PreviewBenchResult> {
  const compileMs = measureCompile();
  const { keysMs, longTasks } = await measureTyping(options);
  return {
    ...{ blocks: previewMessage.blocks.length, keys: keysMs.length },
    ...{ p50Ms: quantile(keysMs, 0.5), p95Ms: quantile(keysMs, 0.95), longTasks },
    ...{ compileP50Ms: quantile(compileMs, 0.5), compileP95Ms: quantile(compileMs, 0.95) },
  };
}

/**
 * One time per key stroke. Every block is made anew, so nothing is remembered by its identity; the same words, drawings
 * and moments come again, as they do for somebody who types.
 */
function measureCompile(): number[] {
  const workspace = { id: "00000000-0000-7000-8000-000000000001", publicUrl: "https://app.example", ...sending };
  const times: number[] = [];
  for (let round = 0; round < COMPILE_WARM_UP + COMPILE_ROUNDS; round += 1) {
    const message = withFirstWords(`${typedAfter}${round}`);
    const before = performance.now();
    compilePreviews(message, workspace, { person, windowOpen: false, rendition: () => null });
    if (round >= COMPILE_WARM_UP) times.push(performance.now() - before);
  }
  return times;
}

const { senders, locale, brandName } = defaultSettings({
  ...{ name: "Harbor", ownerEmail: "bench@harbor.example", defaultCountry: "US", timeZone: "Europe/Lisbon" },
});
const sending = { brandName, locale, senders };
const person: Person = {
  ...{ first_name: "Ana", last_name: "Reis", email: null, country: "US", locale: "en", time_zone: null },
  attributes: {},
};

function withFirstWords(words: string): Message {
  const [, ...others] = previewMessage.blocks;
  const children = [{ type: "text" as const, text: words, marks: [] }];
  return {
    blocks: [{ id: "first", kind: "text", paragraphs: [{ style: "plain", children }] }, ...structuredClone(others)],
  };
}

async function measureTyping(options: PreviewBenchOptions): Promise<{ keysMs: number[]; longTasks: number }> {
  const { dataDir, note } = options;
  const installation = await startInstallation({
    dataDir,
    carrierUrl: `http://127.0.0.1:${await freePort()}`,
    secrets: loadSecrets(dataDir, { NODE_ENV: "production" }),
    env: {},
    isBuilt: options.isBuilt,
    note,
  });
  const connection = createDatabase(installation.databaseUrl, { connectionsMax: 2 });
  let browser: Browser | undefined;
  try {
    const found = await findBrowser(options.cacheFolder);
    browser = await chromium.launch(found);
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    // The compiler that runs this file names functions through a helper that a page does not have.
    await page.addInitScript("globalThis.__name ??= (named) => named;");
    await becomeOwner(page, installation.publicUrl, connection.db);
    const campaignId = await addCampaign(connection.db);
    await page.goto(`${installation.publicUrl}/campaigns/${campaignId}/compose`);
    await page.getByText(typedAfter, { exact: false }).first().waitFor();
    note(`Typing ${KEYS_WARM_UP + KEYS_MEASURED} keys into ${previewMessage.blocks.length} blocks.`);
    return await typeAndWatch(page);
  } finally {
    await browser?.close();
    await connection.end();
    await installation.stop();
  }
}

async function becomeOwner(page: Page, publicUrl: string, db: Database): Promise<void> {
  await page.goto(`${publicUrl}/setup/${await createOwnerInvite(db, { now: new Date() })}`);
  await page.getByLabel("Your name").fill("Bench Owner");
  await page.getByLabel("Email").fill("bench@harbor.example");
  await page.getByLabel("Password", { exact: true }).fill("seven boats on a quiet lake");
  await page.getByLabel("Business name").fill("Harbor");
  await page.getByLabel("Country").selectOption("US");
  await page.getByRole("button", { name: "Create workspace" }).click();
  await page.waitForURL(/\/campaigns$/);
}

async function addCampaign(db: Database): Promise<string> {
  const [member] = await db.select().from(membership).limit(1);
  if (member === undefined) throw new Error("There is no workspace.");
  const { workspaceId, userId } = member;
  const campaignId = await createCampaign(db, workspaceId, {
    ...{ name: "Preview bench", topic: "promotions", userId, assignmentSalt: "bench", now: new Date() },
  });
  await db.update(arm).set({ message: previewMessage }).where(eq(arm.campaignId, campaignId));
  return campaignId;
}

async function typeAndWatch(page: Page): Promise<{ keysMs: number[]; longTasks: number }> {
  const editor = page.getByRole("textbox").filter({ hasText: typedAfter }).first();
  await editor.click();
  await page.keyboard.press("End");
  await page.evaluate(watchPreviews, { start: typedAfter, previewsWanted: channelIds.length });
  for (let key = 0; key < KEYS_WARM_UP + KEYS_MEASURED; key += 1) {
    if (key === KEYS_WARM_UP) await page.evaluate(() => (window as unknown as Watched).startMeasuring());
    const pressedAt = performance.now();
    // Short, so that the words still fit where a channel has little room.
    await page.keyboard.press(String.fromCharCode(97 + (key % 26)));
    // One promise, not a question asked again and again: the page has nothing to do but what a key costs.
    await page.evaluate((patienceMs) => (window as unknown as Watched).untilPainted(patienceMs), KEY_PATIENCE_MS);
    await page.waitForTimeout(Math.max(0, KEY_EVERY_MS - (performance.now() - pressedAt)));
  }
  const { keysMs, longTasks } = await page.evaluate(() => (window as unknown as Watched).results());
  return { keysMs: keysMs.slice(KEYS_WARM_UP), longTasks };
}

interface Watched {
  startMeasuring(): void;
  /** Settles when nothing that was typed waits for its paint. */
  untilPainted(patienceMs: number): Promise<void>;
  results(): { keysMs: number[]; longTasks: number };
}

/**
 * Runs in the page. A key counts as shown when the words with it stand in all six previews, and as painted in the first
 * task after the frame that follows.
 */
function watchPreviews({ start, previewsWanted }: { start: string; previewsWanted: number }): void {
  let typed = start;
  let pressedAt = 0;
  let isWaiting = false;
  let isPainting = false;
  let onPainted: (() => void) | null = null;
  let longTasks = 0;
  const keysMs: number[] = [];
  const shownEverywhere = () => {
    const previews = [...document.querySelectorAll("[data-preview]")];
    const channels = new Set(
      previews
        .filter(({ textContent }) => (textContent ?? "").includes(typed))
        .map((element) => element.getAttribute("data-preview")),
    );
    return channels.size === previewsWanted;
  };
  const afterPaint = (act: () => void) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = act;
      port2.postMessage(null);
    });
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key.length !== 1) return;
      typed += event.key;
      pressedAt = event.timeStamp;
      isWaiting = true;
    },
    true,
  );
  new MutationObserver(() => {
    if (!isWaiting || !shownEverywhere()) return;
    isWaiting = false;
    isPainting = true;
    afterPaint(() => {
      isPainting = false;
      keysMs.push(performance.now() - pressedAt);
      onPainted?.();
    });
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
  new PerformanceObserver((list) => {
    longTasks += list.getEntries().length;
  }).observe({ type: "longtask" });
  const watched: Watched = {
    startMeasuring: () => {
      longTasks = 0;
    },
    untilPainted: (patienceMs) =>
      new Promise((resolve, reject) => {
        if (!isWaiting && !isPainting) resolve();
        else {
          onPainted = resolve;
          setTimeout(() => reject(new Error(`Not all previews show "${typed}".`)), patienceMs);
        }
      }),
    results: () => ({ keysMs, longTasks }),
  };
  Object.assign(window, watched);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return Math.round((sorted[Math.ceil(share * sorted.length) - 1] ?? 0) * 100) / 100;
}
