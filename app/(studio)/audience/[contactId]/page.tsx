import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { currentDatabase, requireActor } from "@/app/_server/session";
import { ContactScreen } from "@/components/audience/contact-screen";
import { consentHistory } from "@/db/queries/consent";
import { loadContact } from "@/db/queries/contacts";
import { listsOfContact } from "@/db/queries/lists";
import { personTimeline } from "@/db/queries/timeline";

export const metadata: Metadata = { title: "Person" };

const pageEvents = 50;

/** `moment,key` of the last event of the page before; what does not fit is left out. */
const afterSchema = z
  .string()
  .max(120)
  .transform((text) => text.split(","))
  .pipe(z.tuple([z.iso.datetime().transform((text) => new Date(text)), z.string().regex(/^[1-9]:[0-9a-f:-]+$/)]))
  .nullable()
  .catch(null);

interface ContactPageProps {
  params: Promise<{ contactId: string }>;
  searchParams: Promise<{ after?: unknown }>;
}

export default async function ContactPage({ params, searchParams }: ContactPageProps) {
  const actor = await requireActor("read");
  const id = z.uuid().safeParse((await params).contactId);
  if (!id.success) notFound();
  const { db } = currentDatabase();
  const after = afterSchema.parse((await searchParams).after ?? null);
  const [contact, history, lists, events] = await Promise.all([
    loadContact(db, actor.workspaceId, id.data),
    consentHistory(db, actor.workspaceId, id.data),
    listsOfContact(db, actor.workspaceId, id.data),
    personTimeline(db, actor.workspaceId, id.data, {
      after: after === null ? null : { at: after[0], key: after[1] },
      limit: pageEvents + 1,
    }),
  ]);
  if (contact === null || contact.erasedAt !== null) notFound();
  const shown = events.slice(0, pageEvents);
  const last = events.length > pageEvents ? shown.at(-1) : undefined;
  const { topics, timeZone, carrier } = actor.workspace.settings;
  return (
    <ContactScreen
      contact={contact}
      history={history}
      lists={lists}
      topics={topics}
      timeZone={timeZone}
      hasVirtualPhone={carrier === "sandbox"}
      timeline={{
        events: shown,
        isFirstPage: after === null,
        nextAfter: last === undefined ? null : `${last.at.toISOString()},${last.key}`,
      }}
    />
  );
}
