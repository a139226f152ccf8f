/**
 * Measures parts of Cascade: `npm run bench -- send --recipients 20000 --json`. The last line printed is JSON; the exit
 * code is 1 when what was measured is not as promised.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { benchLadder } from "@/bench/bench-ladder";
import { benchLaunch } from "@/bench/bench-launch";
import { benchLinks } from "@/bench/bench-links";
import { benchMedia } from "@/bench/bench-media";
import { benchOptOut, holdsWithinMs } from "@/bench/bench-optout";
import { benchPreview } from "@/bench/bench-preview";
import { benchSend } from "@/bench/bench-send";
import { benchUploads } from "@/bench/bench-uploads";
import { benchWebhooks } from "@/bench/bench-webhooks";
import { withPrivateFolder } from "@/bench/private-folder";
import { findFfmpeg } from "@/bin/ffmpeg";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    recipients: { type: "string" },
    concurrency: { type: "string", default: "100" },
    /** send: milliseconds until the provider answers. */
    latency: { type: "string", default: "0" },
    /** send: "off" for a provider that reports nothing. */
    receipts: { type: "string", default: "on" },
    /** send: rungs of the campaign. */
    ladder: { type: "string", default: "1" },
    /** optout: people who leave meanwhile. */
    optouts: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
    /** The web app was built from these sources already. */
    built: { type: "boolean", default: false },
  },
});
const note = (sentence: string) => {
  if (!values.json) console.log(sentence);
  else console.error(sentence);
};
const isBuilt = values.built;
const people = (usually = 20_000) => Number(values.recipients ?? usually);

/** Each answers with what it measured and whether that is as promised. */
const benches: Record<string, (dataDir: string) => Promise<{ result: object; isGood: boolean }>> = {
  send: async (dataDir) => {
    const sizes = { recipients: people(), concurrency: Number(values.concurrency) };
    const provider = { latencyMs: Number(values.latency), hasReceipts: values.receipts !== "off" };
    const result = await benchSend({ dataDir, ...sizes, ...provider, rungs: Number(values.ladder), isBuilt, note });
    const isFast = result.ratio >= (provider.hasReceipts ? 0.3 : 0.5);
    return { result, isGood: result.duplicates + result.lost === 0 && isFast && result.peakRssMb <= 500 };
  },
  launch: async (dataDir) => {
    const result = await benchLaunch({ dataDir, recipients: people(1_000_000), isBuilt, note });
    const isComplete = result.taken === result.recipients && result.duplicates === 0;
    return { result, isGood: isComplete && result.ratio <= 2.5 && result.firstMessageSeconds <= 5 };
  },
  optout: async (dataDir) => {
    const sizes = { recipients: people(50_000), optOuts: Number(values.optouts), seed: Number(values.seed) };
    const result = await benchOptOut({ dataDir, ...sizes, latencyMs: Number(values.latency), isBuilt, note });
    const { sentAfterAck, notInLedger, refused, pauseMs, resumeMs, stopMs } = result;
    const isKept = sentAfterAck + notInLedger + refused === 0 && result.optOuts === sizes.optOuts;
    return { result, isGood: isKept && Math.max(pauseMs, resumeMs, stopMs) <= holdsWithinMs };
  },
  links: async (dataDir) => {
    const sizes = { people: people(), concurrency: Number(values.concurrency) };
    const result = await benchLinks({ dataDir, ...sizes, isBuilt, note });
    return { result, isGood: result.lost === 0 };
  },
  ladder: async (dataDir) => {
    const result = await benchLadder({ dataDir, recipients: people(200_000), isBuilt, note });
    return { result, isGood: result.latenessP95Seconds <= 30 && result.doubles === 0 && result.lost === 0 };
  },
  webhooks: async (dataDir) => {
    const result = await benchWebhooks({ dataDir, receipts: people(), isBuilt, note });
    return { result, isGood: result.ratio >= 0.5 && result.refused + result.lost === 0 };
  },
  preview: async (dataDir) => {
    const cacheFolder = fileURLToPath(new URL("../.cache", import.meta.url));
    const result = await benchPreview({ dataDir, cacheFolder, isBuilt, note });
    return { result, isGood: result.p95Ms <= 50 && result.compileP95Ms <= 3 };
  },
  media: async (folder) => {
    const result = await benchMedia({ folder, ffmpegPath: ffmpegOrThrow(), note });
    return { result, isGood: result.overLimit === 0 && result.ffmpegRatio <= 2.5 };
  },
  uploads: async (dataDir) => {
    const sizes = { recipients: people(), concurrency: Number(values.concurrency) };
    const result = await benchUploads({ dataDir, ...sizes, ffmpegPath: ffmpegOrThrow(), isBuilt, note });
    const keepsSending = result.besideRatio >= 0.5 && result.oldestReceiptP95Seconds <= 5;
    const staysSmall = result.workerMbMax < 600 && result.restarts === 0 && result.leftovers === 0;
    return { result, isGood: keepsSending && staysSmall };
  },
};

function ffmpegOrThrow(): string {
  const found = findFfmpeg(process.env.FFMPEG_PATH || undefined);
  if (found === null) throw new Error("ffmpeg was not found. Install it or set FFMPEG_PATH.");
  return found;
}

const bench = benches[positionals[0] ?? ""];
if (bench === undefined) {
  console.error(`Known: npm run bench -- ${Object.keys(benches).join(" | ")} [--recipients 20000] [--json]`);
  process.exit(1);
}
const { result, isGood } = await withPrivateFolder(bench);
console.log(JSON.stringify(result));
process.exit(isGood ? 0 : 1);
