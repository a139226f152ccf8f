import { startHelper } from "@/bench/helper-process";
import { startStub } from "@/bench/start-stub";
import { type StubSettings, stubReportSchema } from "@/bench/stub-messages";
import { freePort } from "@/bin/ports";
import { pause } from "@/bin/processes";

export interface BareSend {
  /** Holds the bodies, one a line. */
  bodiesFile: string;
  messages: number;
  concurrency: number;
  /** How the provider behaved towards the app. */
  provider: Partial<StubSettings>;
}

/** Sends the same bodies to the same provider, its receipts to a server that only answers 200. In seconds. */
export async function sendBare(bare: BareSend, secrets: Record<string, string>): Promise<number> {
  const { bodiesFile, messages, concurrency, provider } = bare;
  const serverPort = await freePort();
  const receiptsTo = `http://127.0.0.1:${serverPort}/`;
  const server = await startHelper("bench/bare-server.ts", [String(serverPort)]);
  const stub = await startStub(secrets, { ...provider, receiptsTo });
  const loop = await startHelper("bench/bare-loop.ts");
  try {
    await loop.ask({ bodiesFile });
    const startedAt = performance.now();
    await loop.ask({ origin: stub.url, path: "/v1/messages", concurrency });
    for (;;) {
      const { received, receiptsOpen } = stubReportSchema.parse(await stub.ask("counts"));
      if (received >= messages && receiptsOpen === 0) break;
      await pause(20);
    }
    return (performance.now() - startedAt) / 1000;
  } finally {
    for (const helper of [loop, stub, server]) helper.stop();
  }
}
