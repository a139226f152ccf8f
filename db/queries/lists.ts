import { and, asc, eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Database } from "@/db/client";
import { contactList, contactListMember } from "@/db/schema/tables";

export interface ListSummary {
  id: string;
  name: string;
  memberCount: number;
}

/** Lists of a workspace by name, with how many people are on each. */
export async function listContactLists(db: Database, workspaceId: string): Promise<ListSummary[]> {
  return db
    .select({
      id: contactList.id,
      name: contactList.name,
      memberCount: sql<number>`(select count(*)::int from contact_list_member m where m.list_id = ${contactList.id})`,
    })
    .from(contactList)
    .where(eq(contactList.workspaceId, workspaceId))
    .orderBy(asc(contactList.name));
}

/** The list of that name, made when there is none. */
export async function ensureContactList(
  db: Pick<Database, "insert">,
  workspaceId: string,
  name: string,
): Promise<string> {
  const [made] = await db
    .insert(contactList)
    .values({ id: uuidv7(), workspaceId, name })
    .onConflictDoUpdate({ target: [contactList.workspaceId, contactList.name], set: { name } })
    .returning({ id: contactList.id });
  if (made === undefined) throw new Error("A list was neither found nor made");
  return made.id;
}

/** Names of the lists a person is on. */
export async function listsOfContact(db: Database, workspaceId: string, contactId: string): Promise<string[]> {
  const rows = await db
    .select({ name: contactList.name })
    .from(contactListMember)
    .innerJoin(contactList, eq(contactList.id, contactListMember.listId))
    .where(and(eq(contactListMember.contactId, contactId), eq(contactList.workspaceId, workspaceId)))
    .orderBy(asc(contactList.name));
  return rows.map((row) => row.name);
}
