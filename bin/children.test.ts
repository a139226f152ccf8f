import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Child, ROOT, startChild, supervise } from "@/bin/children";
import { signal, waitUntilGone } from "@/bin/processes";

let folder: string;
let obedient: string;
let hopeless: string;
let sluggish: string;
let parent: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cascade-children-"));
  obedient = join(folder, "obedient.mts");
  hopeless = join(folder, "hopeless.mts");
  sluggish = join(folder, "sluggish.mts");
  parent = join(folder, "parent.mts");
  // Deaf to SIGTERM and never ready, until a file says that it may.
  writeFileSync(
    sluggish,
    `import { existsSync } from "node:fs";
     process.on("SIGTERM", () => undefined);
     process.on("disconnect", () => process.exit(0));
     setInterval(() => undefined, 1000);
     if (existsSync(process.env.MAY_START ?? "")) process.send?.({ type: "ready" });`,
  );
  writeFileSync(
    obedient,
    `process.on("SIGTERM", () => { console.log("asked to stop"); process.exit(0); });
     process.on("disconnect", () => process.exit(0));
     setInterval(() => undefined, 1000);
     process.send?.({ type: "ready" });`,
  );
  writeFileSync(hopeless, `console.log("cannot start"); process.exit(3);`);
  writeFileSync(
    parent,
    `import { startChild } from ${JSON.stringify(join(ROOT, "bin/children.ts"))};
     const child = startChild({ name: "child", script: ${JSON.stringify(obedient)}, env: process.env });
     await child.ready;
     console.log(child.pid);`,
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a child", () => {
  test("tells when it is ready, is asked before it is stopped, and its lines are heard", async () => {
    const lines: string[] = [];
    const child = startChild({ name: "child", script: obedient, env: process.env, onLine: (line) => lines.push(line) });
    await child.ready;
    await child.stop();
    expect(await child.exited).toBe("exit code 0");
    expect(lines).toEqual(["asked to stop"]);
  });

  test("ends by itself when the process that started it is killed", async () => {
    const starter = spawn(process.execPath, ["--import", "tsx", parent], {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const pid = await new Promise<number>((resolve) => starter.stdout.once("data", (text) => resolve(Number(text))));
    starter.kill("SIGKILL");
    expect(await waitUntilGone(pid, 5000)).toBe(true);
  });
});

describe("a supervised child", () => {
  test("is started again after kill -9, and not after it was stopped", async () => {
    const started: Child[] = [];
    let announce: (child: Child) => void = () => undefined;
    const second = new Promise<Child>((resolve) => {
      announce = resolve;
    });
    const notes: string[] = [];
    const supervised = supervise(
      () => {
        const child = startChild({ name: "worker", script: obedient, env: process.env });
        started.push(child);
        if (started.length === 2) announce(child);
        return child;
      },
      (sentence) => notes.push(sentence),
    );
    await supervised.ready;
    signal(started[0]?.pid ?? 0, "SIGKILL");
    await (await second).ready;
    await supervised.stop();
    expect(started).toHaveLength(2);
    expect(notes).toEqual(["The worker ended unexpectedly (signal SIGKILL); it is started again."]);
    expect(await Promise.all(started.map((child) => child.exited))).toEqual(["signal SIGKILL", "exit code 0"]);
  });

  test("that hangs at its start is ended and started again, and is not disturbed once it is ready", async () => {
    const mayStart = join(folder, "may-start");
    const started: Child[] = [];
    const notes: string[] = [];
    const supervised = supervise(
      () => {
        const child = startChild({ name: "worker", script: sluggish, env: { ...process.env, MAY_START: mayStart } });
        started.push(child);
        return child;
      },
      (sentence) => {
        notes.push(sentence);
        writeFileSync(mayStart, "");
      },
      5_000,
    );
    await supervised.ready;
    expect(await started[0]?.exited).toBe("signal SIGKILL");
    await supervised.stop(0);
    // On a machine with too much to do, the second may be late as well.
    expect(started.length).toBeGreaterThan(1);
    expect(new Set(notes)).toEqual(
      new Set(["The worker is not ready after 5 seconds; it is ended and started again."]),
    );
  });

  test("that hangs at every start is given up with a sentence", async () => {
    const supervised = supervise(
      () => startChild({ name: "web server", script: sluggish, env: process.env }),
      () => undefined,
      20,
    );
    await expect(supervised.ready).rejects.toThrow(
      "The web server was started 3 times and was never ready within 0.02 seconds.",
    );
    await supervised.stop();
  });

  test("that never becomes ready is given up with its reason", async () => {
    const supervised = supervise(
      () => startChild({ name: "worker", script: hopeless, env: process.env }),
      () => undefined,
    );
    await expect(supervised.ready).rejects.toThrow("worker ended before it was ready (exit code 3)");
    await supervised.stop();
  });
});
