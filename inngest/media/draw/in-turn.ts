/** Lets only so many works run at once; the others wait their turn, and beyond that many waiting are turned away. */
export function inTurn({ atOnce, waitingMax }: { atOnce: number; waitingMax: number }) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async function run<Result>(work: () => Promise<Result>): Promise<Result | "busy"> {
    if (running >= atOnce) {
      if (waiting.length >= waitingMax) return "busy";
      // Whoever ends hands its place on: nobody can come in between.
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
