import { type HelperProcess, startHelper } from "@/bench/helper-process";
import type { StubSettings } from "@/bench/stub-messages";
import { freePort } from "@/bin/ports";

/** Starts a provider on loopback that answers at once and keeps nothing, but for these changes. */
export async function startStub(
  secrets: Record<string, string>,
  changes: Partial<StubSettings> = {},
): Promise<HelperProcess & { url: string }> {
  const port = await freePort();
  const settings: StubSettings = {
    port,
    apiKey: secrets.SANDBOX_API_KEY ?? "",
    signatureSecret: secrets.SANDBOX_SIGNATURE_SECRET ?? "",
    receiptsTo: null,
    bodiesFile: null,
    answerMs: 0,
    answerMsMax: 0,
    sendsReceipts: true,
    keepsArrivals: false,
    isHarsh: false,
    isFaulty: false,
    seed: 1,
    ...changes,
  };
  const helper = await startHelper("bench/carrier-stub.ts", [JSON.stringify(settings)]);
  return { ...helper, url: `http://127.0.0.1:${settings.port}` };
}
