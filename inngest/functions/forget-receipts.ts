import { getDatabase } from "@/db/client";
import { forgetReceipts } from "@/db/queries/forget-receipts";
import { inngest } from "@/inngest/client";

const receiptsPerStep = 20_000;
/** Ten million a night; what is left over is taken the next. */
const stepsMax = 500;

/** Every night: raw receipts that are past their time are removed, in sets small enough to hold up nobody. */
export const forgetReceiptsFunction = inngest.createFunction(
  { id: "forget-receipts", triggers: [{ cron: "40 3 * * *" }], concurrency: { limit: 1 }, retries: 2 },
  async ({ step }) => {
    let removed = 0;
    for (let index = 0; index < stepsMax; index += 1) {
      const count = await step.run(`forget-${index}`, () => forgetReceipts(getDatabase(), new Date(), receiptsPerStep));
      removed += count;
      if (count < receiptsPerStep) break;
    }
    return { removed };
  },
);
