import { createHmac, randomUUID } from "node:crypto";
import { Pool } from "undici";
import { type SigningAccount, signWebhook } from "@/bench/sign-webhook";
import { encodePreferenceToken } from "@/lib/links/preference-token";

/** A person who leaves. */
export interface Leaver {
  contactId: string;
  phone: string;
  /** A message they got before; a carrier may report that they told it to stop. */
  earlierDelivery: string;
}

export interface DoorOptions {
  publicUrl: string;
  workspaceId: string;
  account: SigningAccount;
  linkSecret: string;
}

/** The ways out, in the order they are taken. */
export const doorNames = ["reply", "page", "oneClick", "carrier"] as const;
export type DoorName = (typeof doorNames)[number];

/** Opens the ways out of an installation: each sends what a person, a program or a carrier sends, and answers the status. */
export function openDoors({ publicUrl, workspaceId, account, linkSecret }: DoorOptions) {
  const pool = new Pool(publicUrl, { connections: 64, pipelining: 1, headersTimeout: 30_000, bodyTimeout: 30_000 });
  const mac = (bytes: Uint8Array) => createHmac("sha256", linkSecret).update(bytes).digest();

  const post = async (path: string, body: string, headers: Record<string, string>): Promise<number> => {
    const answer = await pool.request({ path, method: "POST", headers, body });
    await answer.body.dump();
    return answer.statusCode;
  };
  const webhook = (kind: "status" | "inbound", message: object): Promise<number> => {
    const body = JSON.stringify({ ...message, timestamp: new Date().toISOString() });
    const headers = { "content-type": "application/json", authorization: signWebhook(body, account) };
    return post(`/api/webhooks/vonage/${workspaceId}/${kind}`, body, headers);
  };
  const pageOf = ({ contactId }: Leaver): string => {
    const expiresAt = new Date(Date.now() + 3_600_000);
    return `/p/${encodePreferenceToken({ workspaceId, contactId, campaignId: null, expiresAt }, mac)}`;
  };
  /** Everybody has an address of their own. */
  const from = ({ phone }: Leaver) => ({ "x-forwarded-for": `10.${phone.slice(-6).match(/../g)?.join(".")}` });

  const doors: Record<DoorName, (leaver: Leaver) => Promise<number>> = {
    reply: ({ phone }) =>
      webhook("inbound", {
        ...{ channel: "sms", message_uuid: randomUUID(), to: "14155550199", from: phone },
        ...{ message_type: "text", text: "Please stop texting me" },
      }),
    page: (leaver) =>
      post(pageOf(leaver), "action=stop", {
        ...from(leaver),
        "content-type": "application/x-www-form-urlencoded",
        origin: publicUrl,
      }),
    oneClick: (leaver) => post(`${pageOf(leaver)}/stop`, "", from(leaver)),
    carrier: ({ phone, earlierDelivery }) =>
      webhook("status", {
        ...{ channel: "sms", message_uuid: randomUUID(), to: phone, from: "14155550199", status: "rejected" },
        ...{ client_ref: earlierDelivery, error: { title: "1240" } },
      }),
  };
  return { doors, close: () => pool.destroy() };
}
