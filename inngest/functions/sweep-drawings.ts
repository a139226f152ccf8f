import { remakeableFolder } from "@/db/blobs";
import { inngest } from "@/inngest/client";
import { sweepDrawings } from "@/inngest/media/draw/sweep-drawings";

/** What drawn pictures may take of the disk between two sweeps' worth of drawing. */
const keptBytesMax = 512_000_000;

/** Every ten minutes: drawn pictures nobody fetched for longest leave the disk. */
export const sweepDrawingsFunction = inngest.createFunction(
  { id: "sweep-drawings", triggers: [{ cron: "*/10 * * * *" }], concurrency: { limit: 1 }, retries: 0 },
  async ({ step }) => {
    const removed = await step.run("sweep", () =>
      sweepDrawings(remakeableFolder("drawings"), { bytesMax: keptBytesMax, now: new Date() }),
    );
    return { removed };
  },
);
