import { inTurn } from "@/inngest/media/draw/in-turn";

/**
 * Checks of files that came in. One may unpack half a gigabyte or start a process, and whoever may upload may finish a
 * hundred uploads at once: two are looked at, the others wait.
 */
export const checkInTurn = inTurn({ atOnce: 2, waitingMax: 100 });
