import { type SQL, sql } from "drizzle-orm";

/**
 * A condition on a row that is found by its key. Written so that the planner takes no index for it: one over everybody in
 * that state looks as good to it as the key while its statistics know nothing of a new campaign, and would be walked
 * through for each row.
 */
export const besideKey = (condition: SQL): SQL => sql`case when ${condition} then true else false end`;
