import { type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import type { Audience, Condition } from "@/lib/audience/rule";
import type { ContactData } from "@/lib/message/person-of-contact";

/**
 * The people an audience means, as a condition on the row `contact c`. Values travel as parameters;
 * field names come from the closed set of the rule schema.
 */
export function audienceCondition(audience: Audience): SQL {
  switch (audience.kind) {
    case "all":
      return sql`c.erased_at is null`;
    case "list":
      return sql`c.erased_at is null and exists (
        select 1 from contact_list_member m
        where m.list_id = ${audience.listId} and m.contact_id = c.id and m.workspace_id = c.workspace_id)`;
    case "rule": {
      const glue = audience.rule.match === "all" ? sql` and ` : sql` or `;
      return sql`c.erased_at is null and (${sql.join(audience.rule.conditions.map(conditionSql), glue)})`;
    }
  }
}

/** How many people an audience holds now. */
export async function countAudience(db: Database, workspaceId: string, audience: Audience): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`
    select count(*)::int as count from contact c
    where c.workspace_id = ${workspaceId} and ${audienceCondition(audience)}`);
  return row?.count ?? 0;
}

export interface AudienceSamplePerson {
  id: string;
  firstName: string | null;
  lastName: string | null;
  country: string | null;
}

/** A few people of an audience, to see that it means who was meant. */
export async function sampleAudience(
  db: Database,
  workspaceId: string,
  audience: Audience,
  limit: number,
): Promise<AudienceSamplePerson[]> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    select c.id, c.first_name as "firstName", c.last_name as "lastName", c.country from contact c
    where c.workspace_id = ${workspaceId} and ${audienceCondition(audience)} order by c.id limit ${limit}`);
  return rows.map((row) => row as unknown as AudienceSamplePerson);
}

/** Names of attributes in use, for the rule editor: those of the latest contacts, most used first. */
export async function attributeNames(db: Database, workspaceId: string): Promise<string[]> {
  const rows = await db.execute<{ name: string }>(sql`
    select name from (
      select jsonb_object_keys(attributes) as name from (
        select attributes from contact where workspace_id = ${workspaceId} order by created_at desc limit 2000) latest
    ) names group by name order by count(*) desc, name limit 100`);
  return rows.map((row) => row.name);
}

function conditionSql(condition: Condition): SQL {
  const field = fieldSql(condition.field);
  const { value } = condition;
  switch (condition.operator) {
    case "is":
      return sql`lower(${field}) = lower(${value})`;
    case "is_not":
      return sql`lower(${field}) is distinct from lower(${value})`;
    case "contains":
      return sql`strpos(lower(${field}), lower(${value})) > 0`;
    case "starts_with":
      return sql`starts_with(lower(${field}), lower(${value}))`;
    case "greater_than":
      return compare(field, sql`>`, condition);
    case "less_than":
      return compare(field, sql`<`, condition);
    case "is_set":
      return sql`coalesce(${field}, '') <> ''`;
    case "is_not_set":
      return sql`coalesce(${field}, '') = ''`;
  }
}

/** Numbers compare as numbers, moments as moments, anything else as text; a cell that is no number never matches a number. */
function compare(field: SQL, operator: SQL, condition: Condition): SQL {
  if (condition.field === "created_at") return sql`c.created_at ${operator} ${condition.value}::timestamptz`;
  if (/^-?\d{1,15}(\.\d{1,10})?$/.test(condition.value.trim())) {
    return sql`case when ${field} ~ '^-?[0-9]{1,15}(\\.[0-9]{1,10})?$' then (${field})::numeric ${operator} ${condition.value.trim()}::numeric else false end`;
  }
  return sql`lower(${field}) ${operator} lower(${condition.value})`;
}

/** A column of `contact c`, or one of its attributes, as text. */
export function fieldSql(field: string): SQL {
  switch (field) {
    case "first_name":
      return sql`c.first_name`;
    case "last_name":
      return sql`c.last_name`;
    case "email":
      return sql`c.email`;
    case "country":
      return sql`c.country`;
    case "locale":
      return sql`c.locale`;
    case "time_zone":
      return sql`c.time_zone`;
    case "created_at":
      return sql`c.created_at::text`;
    default:
      return sql`(c.attributes ->> ${field.slice("attributes.".length)})`;
  }
}

/** One person of an audience to try the message on; an empty one when the audience is empty. */
export async function samplePersonOf(db: Database, workspaceId: string, audience: Audience): Promise<ContactData> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    select c.first_name as "firstName", c.last_name as "lastName", c.email, c.country, c.locale,
      c.time_zone as "timeZone", c.attributes
    from contact c where c.workspace_id = ${workspaceId} and ${audienceCondition(audience)} order by c.id limit 1`);
  const nobody: ContactData = {
    firstName: null,
    lastName: null,
    email: null,
    country: null,
    locale: null,
    timeZone: null,
    attributes: {},
  };
  return (rows[0] as unknown as ContactData | undefined) ?? nobody;
}
