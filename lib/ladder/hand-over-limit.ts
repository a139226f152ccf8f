/**
 * How long after its claim a message may at most begin to leave. What has not begun by then stays here and is claimed,
 * and so checked, again: whoever stops, pauses or ends something need not wait longer than this to be sure.
 */
export const handOverWithinMs = 1_500;

/** The time a request that began in time is given to arrive. */
export const arrivalMs = 250;
