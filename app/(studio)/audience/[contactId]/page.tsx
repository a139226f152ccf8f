import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { currentDatabase, requireActor } from "@/app/_server/session";
import { ContactScreen } from "@/components/audience/contact-screen";
import { consentHistory } from "@/db/queries/consent";
import { loadContact } from "@/db/queries/contacts";
import { listsOfContact } from "@/db/queries/lists";

export const metadata: Metadata = { title: "Person" };

export default async function ContactPage({ params }: { params: Promise<{ contactId: string }> }) {
  const actor = await requireActor("read");
  const id = z.uuid().safeParse((await params).contactId);
  if (!id.success) notFound();
  const { db } = currentDatabase();
  const [contact, history, lists] = await Promise.all([
    loadContact(db, actor.workspaceId, id.data),
    consentHistory(db, actor.workspaceId, id.data),
    listsOfContact(db, actor.workspaceId, id.data),
  ]);
  if (contact === null || contact.erasedAt !== null) notFound();
  const { topics, timeZone, carrier } = actor.workspace.settings;
  return (
    <ContactScreen
      contact={contact}
      history={history}
      lists={lists}
      topics={topics}
      timeZone={timeZone}
      hasVirtualPhone={carrier === "sandbox"}
    />
  );
}
