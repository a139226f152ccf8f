import { Search, Upload, Users } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { NumberText } from "@/components/ui/number-text";
import { PageHeader } from "@/components/ui/page-header";
import { PageLinks } from "@/components/ui/page-links";
import { Select } from "@/components/ui/select";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { ContactRow } from "@/lib/audience/contact-row";
import type { ImportProgress } from "@/lib/import/progress";
import { LatestImports } from "./latest-imports";

interface ContactsScreenProps {
  people: ContactRow[];
  /** People of the workspace, whatever the filter. */
  count: number;
  lists: { id: string; name: string; memberCount: number }[];
  imports: ImportProgress[];
  filter: { search: string; listId: string | null; isFirstPage: boolean };
  /** Where the next page begins; null on the last one. */
  nextAfter: string | null;
  timeZone: string;
  canWrite: boolean;
}

/** The people of a workspace, to search and to open. */
export function ContactsScreen({
  people,
  count,
  lists,
  imports,
  filter,
  nextAfter,
  timeZone,
  canWrite,
}: ContactsScreenProps) {
  const importButton = canWrite && (
    <Button variant="primary" asChild>
      <Link href="/audience/import">
        <Upload aria-hidden />
        Import contacts
      </Link>
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Audience"
        description={
          <>
            <NumberText value={count} /> {count === 1 ? "person" : "people"}
            {lists.length > 0 && ` on ${lists.length} ${lists.length === 1 ? "list" : "lists"}`}
          </>
        }
        actions={count > 0 && importButton}
      />
      <div className="grid gap-4">
        {count > 0 && <ContactsFilter filter={filter} lists={lists} />}
        <Card flush>
          {count === 0 ? (
            <EmptyState
              icon={<Users aria-hidden />}
              title="Nobody is here yet"
              description="Import a CSV file with the phone numbers of the people you write to, and say how they agreed."
              action={importButton}
            />
          ) : people.length === 0 ? (
            <EmptyState
              icon={<Search aria-hidden />}
              title="Nobody fits this search"
              description="Try part of a name, number, email or customer id, or look on all lists."
              action={
                <Button asChild>
                  <Link href="/audience">Show everybody</Link>
                </Button>
              }
            />
          ) : (
            <ContactsTable people={people} />
          )}
        </Card>
        <PageLinks
          pathname="/audience"
          query={{ search: filter.search, list: filter.listId ?? "" }}
          isFirstPage={filter.isFirstPage}
          nextAfter={nextAfter}
        />
        {imports.length > 0 && <LatestImports imports={imports} timeZone={timeZone} />}
      </div>
    </>
  );
}

/** A plain form: it works before any script has loaded, and the address can be shared. */
function ContactsFilter({ filter, lists }: Pick<ContactsScreenProps, "filter" | "lists">) {
  return (
    <form action="/audience" className="flex flex-wrap gap-2">
      <div className="min-w-48 flex-1 sm:max-w-sm">
        <Input
          key={filter.search}
          type="search"
          name="search"
          aria-label="Search people"
          maxLength={100}
          defaultValue={filter.search}
          placeholder="Name, number, email or customer id"
        />
      </div>
      {lists.length > 0 && (
        <div className="min-w-40 max-w-full">
          <Select key={filter.listId} name="list" aria-label="List" defaultValue={filter.listId ?? ""}>
            <option value="">All lists</option>
            {lists.map((list) => (
              <option key={list.id} value={list.id}>
                {list.name} ({list.memberCount.toLocaleString("en-US")})
              </option>
            ))}
          </Select>
        </div>
      )}
      <Button type="submit">Search</Button>
    </form>
  );
}

function ContactsTable({ people }: { people: ContactRow[] }) {
  return (
    <Table aria-label="People">
      <TableHead>
        <TableRow>
          <TableHeader>Name</TableHeader>
          <TableHeader className="hidden sm:table-cell">Phone</TableHeader>
          <TableHeader className="hidden sm:table-cell">Country</TableHeader>
          <TableHeader>Consent</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {people.map((person) => (
          <TableRow key={person.id} className="hover:bg-hover">
            <TableCell className="max-w-44 sm:max-w-64">
              <Link
                href={`/audience/${person.id}`}
                dir="auto"
                className={`block truncate font-medium hover:underline ${person.hasName ? "" : "text-muted"}`}
              >
                {person.name}
              </Link>
              <span className="block text-muted text-sm tabular-nums sm:hidden">{person.phone ?? "No number"}</span>
            </TableCell>
            <TableCell className="hidden whitespace-nowrap tabular-nums sm:table-cell">
              {person.phone ?? <span className="text-muted">No number</span>}
            </TableCell>
            <TableCell className="hidden whitespace-nowrap sm:table-cell">
              {person.country ?? <span className="text-muted">Unknown</span>}
            </TableCell>
            <TableCell className="text-muted sm:min-w-40">{person.consent}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
