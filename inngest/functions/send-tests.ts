import { randomInt } from "node:crypto";
import { inngest } from "@/inngest/client";
import { eventSchemas } from "@/inngest/events";
import { liveDeps } from "@/inngest/sending/live-deps";
import { sendCode } from "@/inngest/test-send/send-code";
import { sendTests } from "@/inngest/test-send/send-tests";

/** Hands over what somebody sent to look at. */
export const sendTestsFunction = inngest.createFunction(
  { id: "send-tests", triggers: [{ event: "message/test.requested" }], concurrency: { limit: 5 }, retries: 5 },
  async ({ event, step }) => {
    const { workspaceId, requestId } = eventSchemas["message/test.requested"].parse(event.data);
    await step.run("send", () => sendTests(liveDeps(), workspaceId, requestId));
  },
);

/** Sends the code by which somebody shows that a number is theirs. */
export const sendTestCodeFunction = inngest.createFunction(
  { id: "send-test-code", triggers: [{ event: "test-number/code.requested" }], concurrency: { limit: 2 }, retries: 5 },
  async ({ event, step }) => {
    const about = eventSchemas["test-number/code.requested"].parse(event.data);
    await step.run("send", () => sendCode(liveDeps(), about, () => String(randomInt(1_000_000)).padStart(6, "0")));
  },
);
