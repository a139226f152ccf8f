import { getPriority } from "node:os";
import { expect, test } from "vitest";
import { startLimited, withinSeconds } from "@/inngest/media/run-limited";

const limits = { outputBytesMax: 1_000_000, memoryKbMax: null, cpuSecondsMax: 60 };

function node(script: string) {
  const lines: string[] = [];
  const onLine = (line: string) => void lines.push(line);
  return { lines, ...startLimited({ program: process.execPath, args: ["-e", script], ...limits, onLine }) };
}

test("it runs with little priority and none of our environment, and hears what it is told", async () => {
  const { ended, lines, tell } = node(
    "console.log(os.getPriority()); console.log(process.env.HOME); process.stdin.once('data', (line) => { console.log(String(line)); process.exit(0) })",
  );
  tell("hello");
  expect((await ended).how).toBe("done");
  // Ten below whoever starts it, down to the lowest there is.
  expect(lines).toEqual([String(Math.min(19, getPriority() + 10)), "undefined", "hello", ""]);
});

test("how it ended tells its own doing from a stop of everything", async () => {
  expect(await node("console.error('why'); process.exit(3)").ended).toEqual({ how: "failed", printed: "why\n" });
  expect((await node("process.kill(process.pid, 'SIGKILL')").ended).how).toBe("failed");
  expect((await node("process.kill(process.pid, 'SIGTERM')").ended).how).toBe("stopped");
  expect((await startLimited({ program: "/no/such/program", args: [], ...limits }).ended).how).toBe("failed");
});

test("nobody waits for ever", async () => {
  const endless = node("setInterval(() => {}, 1000)");
  expect(await withinSeconds(0.2, endless, endless.ended)).toMatchObject({ isLate: true, end: { how: "failed" } });
});
