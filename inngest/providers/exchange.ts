import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";
import { notStarted } from "@/inngest/providers/start-by";

/** What came back, read to its end. */
interface Answer {
  statusCode: number;
  headers: IncomingHttpHeaders;
  text: string;
}

const answerBytesMax = 1_000_000;

/**
 * Makes one request and reads the whole answer, unless it cannot begin by a moment of `performance.now()`. Right on the
 * dispatcher: a stream, an abort signal and a promise of its own for each message cost as much as the message itself.
 */
export function exchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  startByMs = Number.POSITIVE_INFINITY,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    dispatcher.dispatch(request, new AnswerReader(startByMs, resolve, reject));
  });
}

class AnswerReader implements Dispatcher.DispatchHandler {
  private statusCode = 0;
  private headers: IncomingHttpHeaders = {};
  private readonly chunks: Buffer[] = [];
  private bytes = 0;

  constructor(
    private readonly startByMs: number,
    private readonly resolve: (answer: Answer) => void,
    private readonly reject: (error: Error) => void,
  ) {}

  /** Refuses by throwing: aborting would close the connection, which has done nothing wrong. */
  onRequestStart(): void {
    if (performance.now() <= this.startByMs) return;
    throw Object.assign(new Error("the message did not begin to leave in time"), { code: notStarted });
  }

  onResponseStart(_: Dispatcher.DispatchController, statusCode: number, headers: IncomingHttpHeaders): void {
    this.statusCode = statusCode;
    this.headers = headers;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.chunks.push(chunk);
    this.bytes += chunk.length;
    if (this.bytes > answerBytesMax) controller.abort(new Error("the answer is too long"));
  }

  onResponseEnd(): void {
    const text = (this.chunks.length === 1 ? this.chunks[0] : Buffer.concat(this.chunks))?.toString("utf8") ?? "";
    this.resolve({ statusCode: this.statusCode, headers: this.headers, text });
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.reject(error);
  }
}
