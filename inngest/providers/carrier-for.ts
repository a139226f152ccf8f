import type { Carrier, HandOver, PushTarget } from "@/inngest/providers/contract";
import { type VonageAccount, VonageClient } from "@/inngest/providers/vonage";
import { WebPushClient } from "@/inngest/providers/web-push";
import { type SendingEnv, sendingEnv } from "@/inngest/sending/env";
import type { ProviderRequest } from "@/lib/channels/contract";
import type { WorkspaceSettings } from "@/lib/workspace/schema";

const carriers = new Map<WorkspaceSettings["carrier"], Carrier>();

/** The way out for a workspace's messages. Sandbox and real account differ in address and keys, in nothing else. */
export function carrierFor(settings: WorkspaceSettings): Carrier {
  const known = carriers.get(settings.carrier);
  if (known !== undefined) return known;
  const carrier = makeCarrier(settings.carrier, sendingEnv());
  carriers.set(settings.carrier, carrier);
  return carrier;
}

function makeCarrier(kind: WorkspaceSettings["carrier"], env: SendingEnv): Carrier {
  const account = kind === "sandbox" ? sandboxAccount(env) : realAccount(env);
  const vonage = new VonageClient(account, undefined, env.SENDING_CONCURRENCY);
  const vapid = { publicKey: env.VAPID_PUBLIC_KEY, privateKey: env.VAPID_PRIVATE_KEY, subject: env.VAPID_SUBJECT };
  const push = new WebPushClient(vapid, new URL(env.CASCADE_URL).origin);
  return {
    handOver: (request: ProviderRequest, target: PushTarget | null, startByMs?: number): Promise<HandOver> =>
      request.provider === "vonage" ? vonage.send(request.body, startByMs) : push.send(request, target, startByMs),
    revoke: (providerMessageId) => vonage.revoke(providerMessageId),
    registerTemplate: (template) => vonage.registerTemplate(template),
  };
}

function sandboxAccount(env: SendingEnv): VonageAccount {
  const baseUrl = env.SANDBOX_URL ?? `${env.CASCADE_URL}/api/sandbox`;
  return {
    baseUrl,
    regionUrl: baseUrl,
    application: null,
    apiKey: env.SANDBOX_API_KEY,
    apiSecret: env.SANDBOX_API_SECRET,
  };
}

function realAccount(env: SendingEnv): VonageAccount {
  if (!env.VONAGE_API_KEY || !env.VONAGE_API_SECRET) {
    throw new Error("This workspace sends through Vonage. Set VONAGE_API_KEY and VONAGE_API_SECRET and start again.");
  }
  const { VONAGE_APPLICATION_ID: id, VONAGE_PRIVATE_KEY: privateKeyPem } = env;
  return {
    baseUrl: env.VONAGE_BASE_URL,
    regionUrl: env.VONAGE_REGION_URL,
    apiKey: env.VONAGE_API_KEY,
    apiSecret: env.VONAGE_API_SECRET,
    application: id && privateKeyPem ? { id, privateKeyPem } : null,
  };
}
