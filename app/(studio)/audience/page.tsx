import type { Metadata } from "next";
import { z } from "zod";
import { currentDatabase, requireActor } from "@/app/_server/session";
import { ContactsScreen } from "@/components/audience/contacts-screen";
import { countContacts, listContacts } from "@/db/queries/contacts";
import { listImports } from "@/db/queries/imports";
import { listContactLists } from "@/db/queries/lists";
import { toContactRow } from "@/lib/audience/contact-row";
import { toImportProgress } from "@/lib/import/progress";
import { can } from "@/lib/workspace/capabilities";

export const metadata: Metadata = { title: "Audience" };

const PAGE_PEOPLE = 50;
const LATEST_IMPORTS = 5;

const first = (value: unknown) => (Array.isArray(value) ? value[0] : value);
/** What does not fit is left out: an address typed by hand still shows people. */
const querySchema = z.object({
  search: z.preprocess(first, z.string().trim().max(100)).catch(""),
  list: z.preprocess(first, z.uuid()).nullable().catch(null),
  /** `createdAt,id` of the last person of the page before. */
  after: z
    .preprocess(first, z.string())
    .transform((text) => text.split(","))
    .pipe(z.tuple([z.iso.datetime().transform((text) => new Date(text)), z.uuid()]))
    .nullable()
    .catch(null),
});

export default async function AudiencePage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const actor = await requireActor("read");
  const { db } = currentDatabase();
  const { search, list, after } = querySchema.parse(await searchParams);
  const query = {
    search,
    listId: list,
    after: after === null ? null : { createdAt: after[0], id: after[1] },
    limit: PAGE_PEOPLE + 1,
  };
  const [people, count, lists, imports] = await Promise.all([
    listContacts(db, actor.workspaceId, query),
    countContacts(db, actor.workspaceId),
    listContactLists(db, actor.workspaceId),
    listImports(db, actor.workspaceId, LATEST_IMPORTS),
  ]);
  const shown = people.slice(0, PAGE_PEOPLE);
  const last = people.length > PAGE_PEOPLE ? shown.at(-1) : undefined;
  return (
    <ContactsScreen
      people={shown.map(toContactRow)}
      count={count}
      lists={lists}
      imports={imports.map(toImportProgress)}
      filter={{ search, listId: list, isFirstPage: after === null }}
      nextAfter={last === undefined ? null : `${last.createdAt.toISOString()},${last.id}`}
      timeZone={actor.workspace.settings.timeZone}
      canWrite={can(actor.role, "write")}
    />
  );
}
