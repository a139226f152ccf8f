"use server";

import { randomUUID } from "node:crypto";
import { z } from "zod";
import { defineAction } from "@/app/_server/action";
import { webEnv } from "@/app/_server/env";
import { refuse } from "@/app/_server/refusal";
import type { Sql } from "@/db/client";
import { recordInbound, templatesOf } from "@/db/queries/sandbox-carrier";
import {
  addressOfKind,
  changePhone,
  closeNotifications,
  dropPushSubscriptions,
  findOnPhone,
  findPhoneOwner,
  type PhoneOwner,
  unreadAmong,
} from "@/db/queries/sandbox-phones";
import { readMessages } from "@/inngest/sandbox/read-messages";
import { subscribePhone } from "@/inngest/sandbox/subscribe-phone";
import { channelIdSchema } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import { pressed } from "@/lib/sandbox/press";
import { templateOf } from "@/lib/sandbox/template-of";

const contactId = z.uuid();

async function ownPhone(sql: Sql, workspaceId: string, id: string): Promise<PhoneOwner> {
  const owner = await findPhoneOwner(sql, workspaceId, id);
  if (!owner) refuse("not_found", "This phone belongs to nobody in your workspace. Go back to the list of phones.");
  return owner;
}

const patchSchema = z.object({
  platform: z.enum(["ios", "android"]).optional(),
  online: z.boolean().optional(),
  rcs: z.boolean().optional(),
  whatsapp: z.boolean().optional(),
  messenger: z.boolean().optional(),
  isSimulated: z.boolean().optional(),
});

/** Switches something on a phone, as its owner would. */
export const switchPhone = defineAction({
  name: "sandbox.switch_phone",
  capability: "write",
  input: z.object({ contactId, patch: patchSchema }),
  run: async ({ input, actor, sql, now }) => {
    const owner = await ownPhone(sql, actor.workspaceId, input.contactId);
    const { isSimulated, ...given } = input.patch;
    const patch = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const seed = isSimulated === undefined ? {} : { personSeed: isSimulated ? input.contactId : null };
    await sql.begin((tx) => changePhone(tx, owner.addresses, { ...patch, ...seed }, now));
    return null;
  },
});

/** Allows or forbids notifications in the phone's browser. */
export const allowNotifications = defineAction({
  name: "sandbox.allow_notifications",
  capability: "write",
  input: z.object({ contactId, allow: z.boolean(), platform: z.enum(["ios", "android"]) }),
  run: async ({ input, actor, db, sql, now }) => {
    const owner = await ownPhone(sql, actor.workspaceId, input.contactId);
    await changePhone(sql, owner.addresses, { push: input.allow }, now);
    if (!input.allow) {
      await dropPushSubscriptions(sql, actor.workspaceId, input.contactId);
      return null;
    }
    const about = { workspaceId: actor.workspaceId, contactId: input.contactId, platform: input.platform };
    await subscribePhone({ db, sql }, { ...about, publicUrl: webEnv().CASCADE_URL }, now);
    return null;
  },
});

/** The person opens a conversation: what lay there unread is read. */
export const readThread = defineAction({
  name: "sandbox.read_thread",
  capability: "write",
  input: z.object({ contactId, messageIds: z.array(z.uuid()).max(200) }),
  run: async ({ input, actor, sql, now }) => {
    const owner = await ownPhone(sql, actor.workspaceId, input.contactId);
    const ids = await unreadAmong(sql, actor.workspaceId, owner.addresses, input.messageIds);
    await readMessages(sql, ids, now);
    return null;
  },
});

/** The person writes to a sender. */
export const writeToSender = defineAction({
  name: "sandbox.write",
  capability: "write",
  input: z.object({
    contactId,
    channel: channelIdSchema,
    sender: z.string().min(1).max(60),
    text: z.string().trim().min(1, { error: "Write something first." }).max(1000),
  }),
  run: async ({ input, actor, sql, now }) => {
    const owner = await ownPhone(sql, actor.workspaceId, input.contactId);
    const kind = channels[input.channel].addressKind;
    const number = await addressOfKind(sql, actor.workspaceId, owner.contactId, kind);
    if (!channels[input.channel].hasReplies || number === null) {
      refuse("no_replies", "Nobody can be written to here.", "text");
    }
    await sql.begin((tx) =>
      recordInbound(
        tx,
        {
          id: randomUUID(),
          account: actor.workspaceId,
          statusUrl: statusUrlOf(actor.workspaceId),
          channel: input.channel,
          number,
          sender: input.sender,
          says: { kind: "text", text: input.text },
          answersTo: null,
        },
        now,
      ),
    );
    return null;
  },
});

/** The person presses a button that answers. */
export const pressButton = defineAction({
  name: "sandbox.press",
  capability: "write",
  input: z.object({ contactId, messageId: z.uuid(), postback: z.string().max(2048) }),
  run: async ({ input, actor, sql, now }) => {
    const owner = await ownPhone(sql, actor.workspaceId, input.contactId);
    const message = await findOnPhone(sql, actor.workspaceId, owner.addresses, input.messageId);
    if (!message) refuse("not_found", "This message is no longer on the phone.");
    const named = templateOf(message.body);
    const known = named ? await templatesOf(sql, [named]) : null;
    const template = named ? (known?.get(`${named.name}|${named.language}`) ?? null) : null;
    const says = pressed(message.body, template, input.postback);
    if (!says) refuse("not_found", "This message has no such button.");
    const { channel, number, sender } = message;
    const statusUrl = message.statusUrl ?? statusUrlOf(actor.workspaceId);
    const about = { id: randomUUID(), account: actor.workspaceId, statusUrl, channel, number, sender, says };
    await sql.begin((tx) => recordInbound(tx, { ...about, answersTo: message.id }, now));
    return null;
  },
});

/** The person wipes notifications away. */
export const dismissNotifications = defineAction({
  name: "sandbox.dismiss",
  capability: "write",
  input: z.object({ contactId, messageIds: z.array(z.uuid()).max(200) }),
  run: async ({ input, actor, sql }) => {
    await ownPhone(sql, actor.workspaceId, input.contactId);
    await closeNotifications(sql, actor.workspaceId, input.contactId, input.messageIds);
    return null;
  },
});

/** Where the workspace wants to hear from the carrier; the same address its messages carry. */
function statusUrlOf(workspaceId: string): string {
  return `${webEnv().CASCADE_URL}/api/webhooks/vonage/${workspaceId}/status`;
}
