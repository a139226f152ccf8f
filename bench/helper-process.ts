import { type ChildProcess, fork } from "node:child_process";
import { ROOT } from "@/bin/children";

/** A process of the bench itself, spoken to over IPC; ends with its parent. */
export interface HelperProcess {
  pid: number;
  /** Sends a message and answers with the next one that comes back. */
  ask(message: unknown): Promise<unknown>;
  stop(): void;
}

/** Starts one of the bench's scripts and waits until it says that it is ready. */
export async function startHelper(script: string, args: string[] = []): Promise<HelperProcess> {
  const child = fork(script, args, {
    cwd: ROOT,
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  await nextMessage(child);
  // One question at a time: an answer does not say which question it is for.
  let last: Promise<unknown> = Promise.resolve();
  const ask = async (message: unknown) => {
    const answer = nextMessage(child);
    child.send(message as object | string);
    return answer;
  };
  return {
    pid: child.pid ?? 0,
    ask: (message) => {
      const mine = last.then(() => ask(message));
      last = mine.catch(() => undefined);
      return mine;
    },
    stop: () => {
      child.kill("SIGTERM");
    },
  };
}

function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`a process of the bench ended (exit code ${code})`));
    child.once("exit", ended);
    child.once("message", (message) => {
      child.removeListener("exit", ended);
      resolve(message);
    });
  });
}
