import "server-only";
import type { Actor } from "@/app/_server/session";
import type { Sql } from "@/db/client";
import { templatesOf } from "@/db/queries/sandbox-carrier";
import { findPhoneOwner, loadPhone } from "@/db/queries/sandbox-phones";
import type { TemplateDefinition } from "@/lib/channels/contract";
import { channelIds } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import { type PhoneScreen, threadsOf } from "@/lib/sandbox/phone-screen";
import { templateDefinitionSchema } from "@/lib/sandbox/template-definition";
import { templateOf } from "@/lib/sandbox/template-of";

const messagesShown = 200;

/** What a contact's virtual phone shows; null when the contact is not of the person's workspace. */
export async function loadScreen(
  sql: Sql,
  actor: Pick<Actor, "workspaceId" | "workspace">,
  contactId: string,
): Promise<PhoneScreen | null> {
  const owner = await findPhoneOwner(sql, actor.workspaceId, contactId);
  if (!owner) return null;
  const loaded = await loadPhone(sql, actor.workspaceId, owner, messagesShown);
  const definitions = await templatesOf(
    sql,
    loaded.messages.flatMap(({ body }) => templateOf(body) ?? []),
  );
  const templates = new Map<string, TemplateDefinition>();
  for (const [key, definition] of definitions) {
    const parsed = templateDefinitionSchema.safeParse(definition);
    if (parsed.success) templates.set(key, parsed.data);
  }
  const kinds = new Set(owner.kinds);
  const possible = channelIds.filter((id) => kinds.has(channels[id].addressKind));
  return {
    contact: { id: contactId, name: owner.name },
    number: owner.number,
    phone: loaded.phone,
    isSimulated: loaded.isSimulated,
    hasSubscription: loaded.hasSubscription,
    waiting: loaded.waiting,
    threads: threadsOf(
      loaded.messages,
      actor.workspace.settings.senders,
      possible,
      (id) => channels[id].hasReplies,
      templates,
    ),
  };
}
