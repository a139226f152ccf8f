import { spawn } from "node:child_process";
import { constants, setPriority } from "node:os";

export interface LimitedProcess {
  program: string;
  args: string[];
  /** No file it writes becomes larger. */
  outputBytesMax: number;
  /** Address space, where the system counts it; null for programs that reserve far more than they use. */
  memoryKbMax: number | null;
  /** Time of a processor; null for one that lives long. */
  cpuSecondsMax: number | null;
  /** Told every line of its output. */
  onLine?: (line: string) => void;
}

/** How it ended, and what it said on its error output. `stopped`: by somebody who stops everything, not by its work. */
export interface LimitedEnd {
  how: "done" | "failed" | "stopped";
  printed: string;
}

export interface RunningLimited {
  /** Writes a line to its input, which stays open as long as we live: what reads it can end with us. */
  tell(line: string): void;
  kill(): void;
  ended: Promise<LimitedEnd>;
}

const PRINTED_CHARS_MAX = 256_000;
const LOW_PRIORITY = 10;
const fromOutside: ReadonlySet<NodeJS.Signals> = new Set(["SIGTERM", "SIGINT", "SIGHUP"]);

/**
 * Starts a program with as little as it needs: low priority, bounded memory, processor time and output, and none of our
 * environment. The limits are the shell's, and hold where the system knows them.
 */
export function startLimited(wanted: LimitedProcess): RunningLimited {
  const { memoryKbMax, cpuSecondsMax, onLine } = wanted;
  const limits = [
    `ulimit -c 0`,
    ...(memoryKbMax === null ? [] : [`ulimit -v ${memoryKbMax} 2>/dev/null`]),
    ...(cpuSecondsMax === null ? [] : [`ulimit -t ${Math.ceil(cpuSecondsMax)} 2>/dev/null`]),
    // POSIX counts in blocks of 512 bytes.
    `ulimit -f ${Math.ceil(wanted.outputBytesMax / 512)} 2>/dev/null`,
    `exec nice -n ${LOW_PRIORITY} "$0" "$@"`,
  ].join("; ");
  const isWindows = process.platform === "win32";
  const [program, given] = isWindows
    ? [wanted.program, wanted.args]
    : ["/bin/sh", ["-c", limits, wanted.program, ...wanted.args]];
  const child = spawn(program, given, {
    stdio: ["pipe", onLine ? "pipe" : "ignore", "pipe"],
    env: { NODE_ENV: "production", PATH: "/usr/bin:/bin", LC_ALL: "C" },
  });
  if (isWindows && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  let printed = "";
  child.stderr?.setEncoding("utf8");
  child.stderr?.on("data", (piece: string) => {
    // What describes the work comes first, what became of it last.
    if (printed.length < PRINTED_CHARS_MAX) printed += piece;
    else printed = printed.slice(0, PRINTED_CHARS_MAX / 2) + printed.slice(-PRINTED_CHARS_MAX / 4) + piece;
  });
  if (onLine) eachLine(child.stdout, onLine);
  // One that ends early leaves a broken pipe behind, which says nothing new.
  child.stdin?.on("error", () => undefined);
  // What was begun is begun anew by whoever comes after us; two at the same work help nobody.
  const endWithUs = () => child.kill("SIGKILL");
  process.once("exit", endWithUs);
  const ended = new Promise<LimitedEnd>((resolve) => {
    child.once("error", () => resolve({ how: "failed", printed }));
    child.once("close", (code, signal) => {
      const how = code === 0 ? "done" : signal !== null && fromOutside.has(signal) ? "stopped" : "failed";
      resolve({ how, printed });
    });
  });
  void ended.then(() => process.removeListener("exit", endWithUs));
  return {
    tell: (line) => void child.stdin?.write(`${line}\n`),
    kill: () => void child.kill("SIGKILL"),
    ended,
  };
}

function eachLine(output: NodeJS.ReadableStream | null, onLine: (line: string) => void): void {
  let rest = "";
  output?.setEncoding("utf8");
  output?.on("data", (piece: string) => {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line);
  });
}

/** Waits for the end of something that can be killed, but not for ever. */
export async function withinSeconds<End>(
  seconds: number,
  running: { kill(): void },
  ended: Promise<End>,
): Promise<{ isLate: boolean; end: End }> {
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    running.kill();
  }, seconds * 1000);
  try {
    return { end: await ended, isLate };
  } finally {
    clearTimeout(timer);
  }
}
