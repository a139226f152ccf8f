import { type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { audienceCondition, fieldSql } from "@/db/queries/audience";
import type { Audience } from "@/lib/audience/rule";
import { type Person, personPaths, personScope, valueAt } from "@/lib/message/person";
import type { ContactData } from "@/lib/message/person-of-contact";
import { personOfContact } from "@/lib/message/person-of-contact";

export interface VariableGaps {
  /** In the audience now. */
  people: number;
  /** Of them, without any value at each path; in the order asked. */
  missing: number[];
  /** Without a value at one or more of the required paths. */
  missingRequired: number;
}

/**
 * How many people of an audience lack each value a message asks for: one pass over the audience, exact. Each asked
 * path is counted as `personScope` reads it: null, absent and blank are the same.
 */
export async function countVariableGaps(
  db: Database,
  workspaceId: string,
  audience: Audience,
  paths: readonly { path: string; required: boolean }[],
): Promise<VariableGaps> {
  const absent = paths.map(({ path }) => isAbsent(workspaceId, path));
  const required = absent.filter((_, index) => paths[index]?.required);
  const counts = absent.map((condition) => sql`count(*) filter (where ${condition})::int`);
  const any = required.length === 0 ? sql`0` : sql`count(*) filter (where ${sql.join(required, sql` or `)})::int`;
  const [row] = await db.execute<{ people: number; missing: number[]; missingRequired: number }>(sql`
    select count(*)::int as people, array[${sql.join(counts, sql`, `)}]::int[] as missing, ${any} as "missingRequired"
    from contact c where c.workspace_id = ${workspaceId} and ${audienceCondition(audience)}`);
  return row ?? { people: 0, missing: paths.map(() => 0), missingRequired: 0 };
}

/** What `String.prototype.trim` takes away. */
const blanks =
  "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

function isAbsent(workspaceId: string, path: string): SQL {
  const relation = /^products\.(viewed|carted)$/.exec(path)?.[1];
  // As `productsOfContact` reads it: what is sold out is no product.
  if (relation !== undefined) {
    return sql`not exists (
      select from contact_product done
      join product sold on sold.workspace_id = done.workspace_id and sold.sku = done.sku and sold.available
      where done.workspace_id = ${workspaceId} and done.contact_id = c.id and done.relation = ${relation})`;
  }
  const isKnown = personPaths.some((known) => known === path) || /^attributes\.[^.]+$/.test(path);
  // Nobody has a value where nothing can be stored.
  return isKnown ? sql`btrim(coalesce(${fieldSql(path)}, ''), ${blanks}) = ''` : sql`true`;
}

interface VariableCoverage {
  path: string;
  /** People of those looked at who have a value. */
  have: number;
  /** A few different values, to see what the variable will say. */
  samples: string[];
}

export interface AudienceCoverage {
  /** How many people were looked at. */
  people: number;
  /** Whether that is everybody in the audience. */
  isEverybody: boolean;
  variables: VariableCoverage[];
}

const samplesMax = 3;
const sampleCharsMax = 40;

/** Which values the newest people of an audience have, and examples. At most `peopleMax` people are looked at. */
export async function audienceCoverage(
  db: Database,
  workspaceId: string,
  audience: Audience,
  peopleMax: number,
): Promise<AudienceCoverage> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    select c.first_name as "firstName", c.last_name as "lastName", c.email, c.country, c.locale,
      c.time_zone as "timeZone", c.attributes
    from contact c where c.workspace_id = ${workspaceId} and ${audienceCondition(audience)}
    order by c.created_at desc, c.id desc limit ${peopleMax + 1}`);
  const people = rows.slice(0, peopleMax).map((row) => personOfContact(row as unknown as ContactData));
  const byPath = new Map<string, { have: number; samples: Set<string> }>();
  for (const path of personPaths) byPath.set(path, { have: 0, samples: new Set() });
  for (const person of people) addPerson(person, byPath);
  return {
    people: people.length,
    isEverybody: rows.length <= peopleMax,
    variables: [...byPath].map(([path, { have, samples }]) => ({ path, have, samples: [...samples] })),
  };
}

function addPerson(person: Person, byPath: Map<string, { have: number; samples: Set<string> }>): void {
  const scope = personScope(person);
  const paths = [...personPaths, ...Object.keys(person.attributes).map((key) => `attributes.${key}`)];
  for (const path of paths) {
    const value = valueAt(scope, path.split("."));
    if (value === null) continue;
    const known = byPath.get(path) ?? { have: 0, samples: new Set() };
    known.have += 1;
    if (known.samples.size < samplesMax) known.samples.add(String(value).slice(0, sampleCharsMax));
    byPath.set(path, known);
  }
}
