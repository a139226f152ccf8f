/**
 * How a connection of the keeping loop plans: rows are found by their key. Its tables grow faster than any statistics, and
 * the planner would read all of them for every set.
 */
export const byKey = { enable_hashjoin: "off", enable_mergejoin: "off", enable_seqscan: "off" };
