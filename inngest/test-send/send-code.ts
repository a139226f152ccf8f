import { claimTestCode, recordTestCode } from "@/db/queries/test-numbers";
import type { SendingDeps } from "@/inngest/sending/deps";
import { channels } from "@/lib/channels/registry";
import { codeChannel, codeMessage, codeMinutes, codeText } from "@/lib/test-send/code-message";

/**
 * Sends the code that proves who holds a phone, at most once per wish. Only its keyed hash is kept. False when no code
 * was wanted any more.
 */
export async function sendCode(
  deps: Pick<SendingDeps, "db" | "now" | "carrierFor" | "publicUrl" | "mac">,
  about: { workspaceId: string; testNumberId: string },
  makeCode: () => string,
): Promise<boolean> {
  const { workspaceId, testNumberId } = about;
  const code = makeCode();
  const expiresAt = new Date(deps.now().getTime() + codeMinutes * 60_000);
  const codeHash = Buffer.from(deps.mac(codeText(testNumberId, code))).toString("hex");
  const claimed = await claimTestCode(deps.db, about, { codeHash, expiresAt, now: deps.now() });
  if (claimed === null) return false;
  const { settings, number } = claimed;
  const sender = settings.senders[codeChannel];
  if (sender === undefined) {
    await recordTestCode(deps.db, about, "no_sender", deps.now());
    return true;
  }
  const answer = await deps.carrierFor(settings).handOver(
    {
      provider: "vonage",
      body: {
        channel: channels[codeChannel].id,
        message_type: "text",
        to: number,
        from: sender.from,
        text: codeMessage(settings.brandName, code),
        client_ref: testNumberId,
        webhook_url: `${deps.publicUrl}/api/webhooks/vonage/${workspaceId}/status`,
      },
    },
    null,
  );
  await recordTestCode(deps.db, about, answer.kind === "refused" ? answer.code : null, deps.now());
  return true;
}
