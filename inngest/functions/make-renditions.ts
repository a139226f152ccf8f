import { sweepWaiting } from "@/db/blobs-waiting";
import { getDatabase } from "@/db/client";
import { mediaLackingRenditions } from "@/db/queries/media";
import { sweepUploads } from "@/db/queries/uploads";
import { inngest } from "@/inngest/client";
import { eventSchemas } from "@/inngest/events";
import { type ConvertPart, convertMedia } from "@/inngest/media/convert-media";
import { ffmpegPath } from "@/inngest/media/env";
import { sweepBlobs } from "@/inngest/media/sweep-blobs";

const HOUR_MS = 60 * 60_000;
const SWEEP_FILES_MAX = 100;
const SWEEP_AFTER_MS = 5 * 60_000;

const convert = (part: ConvertPart, data: unknown) => {
  const { workspaceId, mediaId } = eventSchemas["media/uploaded"].parse(data);
  const deps = { db: getDatabase(), now: () => new Date(), ffmpegPath: ffmpegPath() };
  return convertMedia(deps, workspaceId, mediaId, part);
};

/** Makes the pictures of an uploaded file for every channel. Two at a time: each keeps a processor busy. */
export const makeRenditions = inngest.createFunction(
  { id: "make-renditions", triggers: [{ event: "media/uploaded" }], concurrency: { limit: 2 }, retries: 5 },
  async ({ event, step }) => {
    await step.run("convert", () => convert("stills", event.data));
  },
);

/** Makes films, animations and sound. One at a time, so that what is being sent keeps a processor for itself. */
export const makeMovingRenditions = inngest.createFunction(
  { id: "make-moving-renditions", triggers: [{ event: "media/uploaded" }], concurrency: { limit: 1 }, retries: 3 },
  async ({ event, step }) => {
    await step.run("convert", () => convert("moving", event.data));
  },
);

/** Takes up what was left half-way: files whose event was lost or whose run gave up. */
export const finishRenditions = inngest.createFunction(
  { id: "finish-renditions", triggers: [{ cron: "*/10 * * * *" }], retries: 0 },
  async ({ step }) => {
    const waiting = await step.run("find", () =>
      mediaLackingRenditions(getDatabase(), {
        uploadedBefore: new Date(Date.now() - SWEEP_AFTER_MS),
        limit: SWEEP_FILES_MAX,
      }),
    );
    if (waiting.length === 0) return;
    await step.sendEvent(
      "again",
      waiting.map((data) => ({ name: "media/uploaded", data })),
    );
  },
);

/** Every night: bytes of deleted media leave the disk too. */
export const sweepBlobsFunction = inngest.createFunction(
  { id: "sweep-blobs", triggers: [{ cron: "23 3 * * *" }], concurrency: { limit: 1 }, retries: 1 },
  async ({ step }) => {
    // What was put within the hour may belong to an upload whose row is not there yet.
    const removed = await step.run("sweep", () =>
      sweepBlobs({ db: getDatabase(), putBefore: new Date(Date.now() - HOUR_MS) }),
    );
    // Somebody may go on the next morning; after two days nobody does.
    await step.run("uploads", async () => {
      const wanted = await sweepUploads(getDatabase(), new Date(Date.now() - 48 * HOUR_MS));
      return await sweepWaiting({ wanted, putBefore: new Date(Date.now() - HOUR_MS) });
    });
    return { removed };
  },
);
