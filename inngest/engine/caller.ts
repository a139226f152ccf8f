import { AsyncLocalStorage } from "node:async_hooks";
import { z } from "zod";
import { type Outcome, readReply } from "./reply";
import { signRequest } from "./signature";
import type { Job } from "./store";

/** The handler that the SDK's `serve` makes: the very code that would answer over HTTP. */
export type Handler = (request: Request) => Promise<Response>;

/** Which call is being made, for whoever is reached from inside a step (see intake.ts). */
export interface CallScope {
  runId: string;
  stepsDone: number;
  eventsSent: number;
}

export const callScope = new AsyncLocalStorage<CallScope>();

/** Any origin will do: nothing listens there. */
const SERVE_URL = "http://engine.invalid/api/inngest";

const synced = z.object({ functions: z.array(z.unknown()) });

/** Speaks the SDK's protocol to a handler in this process. */
export class Caller {
  constructor(
    private readonly handler: Handler,
    private readonly signingKey: string,
  ) {}

  /** Asks the SDK for the configuration of every function it serves. */
  async functions(): Promise<unknown[]> {
    const response = await this.send("PUT", SERVE_URL, { url: SERVE_URL }, { "x-inngest-sync-kind": "in_band" });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`The SDK refused to register: HTTP ${response.status} ${text}`);
    return synced.parse(JSON.parse(text)).functions;
  }

  /** Makes the next call of a run. Never throws: whatever goes wrong on the way is "unreachable". */
  async call(job: Job, attemptsMax: number, now: Date): Promise<Outcome> {
    const stack = job.steps.map((step) => step.id);
    const body = {
      event: job.event,
      events: [job.event],
      steps: Object.fromEntries(job.steps.map((step) => [step.id, step.result])),
      // No fn_id: it would switch on checkpointing, which calls back to a server.
      ctx: {
        run_id: job.runId,
        attempt: job.attempt,
        max_attempts: attemptsMax,
        disable_immediate_execution: false,
        use_api: false,
        stack: { stack, current: stack.length },
      },
      version: -1,
      use_api: false,
    };
    const url = `${SERVE_URL}?fnId=${encodeURIComponent(job.functionId)}&stepId=step`;
    try {
      const scope = { runId: job.runId, stepsDone: stack.length, eventsSent: 0 };
      const response = await callScope.run(scope, () => this.send("POST", url, body, {}));
      const reply = {
        status: response.status,
        fromSdk: response.headers.has("x-inngest-sdk"),
        noRetry: response.headers.get("x-inngest-no-retry") === "true",
        retryAfter: response.headers.get("retry-after"),
        text: await response.text(),
      };
      return readReply(reply, now);
    } catch (error) {
      return { kind: "unreachable", reason: error instanceof Error ? error.message : String(error) };
    }
  }

  private send(method: string, url: string, body: unknown, headers: Record<string, string>): Promise<Response> {
    const text = JSON.stringify(body);
    // The SDK checks the age of a signature against the real clock, whatever clock the engine runs on.
    const signature = signRequest(JSON.parse(text), this.signingKey, new Date());
    return this.handler(
      new Request(url, {
        method,
        headers: {
          host: "engine.invalid",
          "content-type": "application/json",
          "x-inngest-signature": signature,
          ...headers,
        },
        body: text,
      }),
    );
  }
}
