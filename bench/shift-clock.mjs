/**
 * Loaded into a process before everything else: its clock goes wrong by as many milliseconds as the file named by
 * BENCH_CLOCK_FILE says, looked up again and again. Only what asks for the date is fooled; timers run on. Plain JavaScript:
 * whoever loads it has no loader for TypeScript yet, and with two of them Node 20 hangs at the start now and then.
 */
import { readFileSync } from "node:fs";

const LOOK_MS = 200;
const file = process.env.BENCH_CLOCK_FILE;

if (file !== undefined) {
  let offsetMs = 0;
  const look = () => {
    try {
      offsetMs = Number(readFileSync(file, "utf8")) || 0;
    } catch {
      // Not written yet.
    }
  };
  look();
  setInterval(look, LOOK_MS).unref();
  const RealDate = Date;
  const now = () => RealDate.now() + offsetMs;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, given, made) => Reflect.construct(target, given.length === 0 ? [now()] : given, made),
    get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
  });
}
