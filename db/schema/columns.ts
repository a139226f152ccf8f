import { sql } from "drizzle-orm";
import { timestamp, uuid } from "drizzle-orm/pg-core";
import { uuidv7 } from "uuidv7";

/** Time-ordered primary key, made by the app so that rows can refer to each other before they are stored. */
export const idColumn = () =>
  uuid("id")
    .primaryKey()
    .$defaultFn(() => uuidv7());

/** A moment, in UTC, as a Date. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: "date", precision: 3 });

/** When the row was written. For people to read; no decision depends on it. */
export const createdAt = () => moment("created_at").notNull().default(sql`now()`);
