import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { pause } from "@/bin/processes";
import { Refusal } from "@/bin/refusal";

/** The folder that holds package.json. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

export interface ChildOptions {
  /** What it is called in the log: "web", "worker". */
  name: string;
  /** What to run, relative to the project: a program built ahead, or TypeScript, which is translated while it is read. */
  script: string;
  args?: string[];
  env: NodeJS.ProcessEnv;
  /** Receives every line the child prints. */
  onLine?: (line: string) => void;
}

export interface Child {
  name: string;
  pid: number;
  /** Settles when the child has sent `{type:"ready"}`; rejects when it ends before that. */
  ready: Promise<void>;
  /** Settles with a short reason, such as "exit code 1" or "signal SIGKILL". */
  exited: Promise<string>;
  /** SIGTERM, and SIGKILL when the patience is over. */
  stop(patienceMs?: number): Promise<void>;
  kill(signal: NodeJS.Signals): void;
}

/**
 * Messages and receipts live for a moment, in sets. With Node's 16 MB for what is young, much of a set is carried along
 * twice before it dies.
 */
const semiSpaceMb = 32;

/**
 * Starts one of Cascade's own processes. The IPC channel is its leash: it closes when this process dies in whatever
 * way, and the child then ends by itself. The process group is its own, so Ctrl-C reaches the launcher alone.
 */
export function startChild(options: ChildOptions): Child {
  const spawnOptions: SpawnOptions = {
    cwd: ROOT,
    env: options.env,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    detached: true,
  };
  const reader = /\.m?ts$/.test(options.script) ? ["--import", "tsx"] : ["--enable-source-maps"];
  const args = [`--max-semi-space-size=${semiSpaceMb}`, ...reader, options.script, ...(options.args ?? [])];
  const child = spawn(process.execPath, args, spawnOptions);
  if (options.onLine) {
    readLines(child.stdout, options.onLine);
    readLines(child.stderr, options.onLine);
  } else {
    child.stdout?.resume();
    child.stderr?.resume();
  }
  const exited = new Promise<string>((resolve) => {
    child.once("exit", (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
    child.once("error", (error) => resolve(error.message));
  });
  const ready = new Promise<void>((resolve, reject) => {
    child.on("message", (message) => {
      if (isReady(message)) resolve();
    });
    void exited.then((reason) => reject(new Error(`${options.name} ended before it was ready (${reason})`)));
  });
  // Nobody has to wait for readiness.
  ready.catch(() => undefined);
  return {
    name: options.name,
    pid: child.pid ?? 0,
    ready,
    exited,
    stop: (patienceMs = 10_000) => stopChild(child, exited, patienceMs),
    kill: (signal) => {
      child.kill(signal);
    },
  };
}

function isReady(message: unknown): boolean {
  return typeof message === "object" && message !== null && "type" in message && message.type === "ready";
}

async function stopChild(child: ChildProcess, exited: Promise<string>, patienceMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  child.kill("SIGTERM");
  const patience = setTimeout(() => child.kill("SIGKILL"), patienceMs);
  await exited;
  clearTimeout(patience);
}

function readLines(stream: NodeJS.ReadableStream | null, onLine: (line: string) => void): void {
  let rest = "";
  stream?.setEncoding("utf8");
  stream?.on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line);
  });
  stream?.on("end", () => {
    if (rest !== "") onLine(rest);
  });
}

export interface Supervised {
  /** Settles when the child is ready for the first time; rejects when it keeps dying before that. */
  ready: Promise<void>;
  /** Stops the present child and starts another, as after a change of its sources or when its database was replaced. */
  restart(patienceMs?: number): Promise<void>;
  stop(patienceMs?: number): Promise<void>;
}

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 30_000;
const HEALTHY_AFTER_MS = 60_000;
const STARTS_BEFORE_READY_MAX = 3;
const START_PATIENCE_MS = 60_000;

/**
 * Keeps a child running: one that ends unasked is started again, later and later while it keeps ending. One that hangs
 * before it is ready is ended, and then started again like any other.
 */
export function supervise(
  start: () => Child,
  note: (sentence: string) => void,
  startPatienceMs = START_PATIENCE_MS,
): Supervised {
  let stopping = false;
  let restarting = false;
  const overdue = new WeakSet<Child>();
  const begin = () => {
    const child = start();
    endWhenOverdue(child, startPatienceMs, () => {
      overdue.add(child);
      if (!stopping)
        note(`The ${child.name} is not ready after ${seconds(startPatienceMs)}; it is ended and started again.`);
    });
    return child;
  };
  let current = begin();
  let wake: () => void = () => undefined;

  const ready = (async () => {
    for (let starts = 1; ; starts++) {
      const child = current;
      try {
        return await child.ready;
      } catch (error) {
        if (stopping) throw error;
        if (starts >= STARTS_BEFORE_READY_MAX) throw overdue.has(child) ? hung(child, startPatienceMs) : error;
        while (current === child && !stopping) await pause(20);
      }
    }
  })();
  ready.catch(() => undefined);

  const ended = (async () => {
    let backoffMs = FIRST_BACKOFF_MS;
    for (;;) {
      const startedAt = Date.now();
      const reason = await current.exited;
      if (stopping) return;
      if (!restarting) {
        if (Date.now() - startedAt > HEALTHY_AFTER_MS) backoffMs = FIRST_BACKOFF_MS;
        if (!overdue.has(current)) note(`The ${current.name} ended unexpectedly (${reason}); it is started again.`);
        await Promise.race([
          pause(backoffMs),
          new Promise<void>((resolve) => {
            wake = resolve;
          }),
        ]);
        if (stopping) return;
        backoffMs = Math.min(backoffMs * 2, LONGEST_BACKOFF_MS);
      }
      restarting = false;
      current = begin();
    }
  })();

  return {
    ready,
    restart: async (patienceMs) => {
      restarting = true;
      await current.stop(patienceMs);
    },
    stop: async (patienceMs) => {
      stopping = true;
      wake();
      await current.stop(patienceMs);
      await ended;
    },
  };
}

/** SIGKILL: what hangs in the loader of its modules hears nothing else. */
function endWhenOverdue(child: Child, patienceMs: number, tell: () => void): void {
  const deadline = setTimeout(() => {
    tell();
    child.kill("SIGKILL");
  }, patienceMs);
  const isReadyOrGone = () => clearTimeout(deadline);
  child.ready.then(isReadyOrGone, isReadyOrGone);
}

function hung({ name }: Child, patienceMs: number): Refusal {
  return new Refusal(
    `The ${name} was started ${STARTS_BEFORE_READY_MAX} times and was never ready within ${seconds(patienceMs)}. Its own lines above may say why; a machine that has too much to do needs some of it stopped first.`,
  );
}

function seconds(milliseconds: number): string {
  return `${milliseconds / 1000} seconds`;
}
