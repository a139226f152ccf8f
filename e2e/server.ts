import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const START_PATIENCE_MS = 600_000;

/**
 * Starts Cascade through the same launcher as `npm start`, on a database and a port of its own. Tests find it at the
 * base URL, and the first-run link in E2E_SETUP_LINK. Returns how to stop it.
 */
export default async function startServer(): Promise<() => Promise<void>> {
  const { E2E_PORT, E2E_BASE_URL } = process.env;
  if (E2E_PORT === undefined) {
    console.log(`Using the Cascade that runs at ${E2E_BASE_URL}.`);
    return async () => undefined;
  }
  const dataDir = mkdtempSync(join(tmpdir(), "cascade-e2e-"));
  chmodSync(dataDir, 0o711);
  const { DATABASE_URL: _own, CASCADE_URL: _address, ...inherited } = process.env;
  const server = spawn(process.execPath, ["bin/start.mjs"], {
    cwd: ROOT,
    env: { ...inherited, CASCADE_INSTALL: "no", CASCADE_DATA: dataDir, PORT: E2E_PORT, HOST: "127.0.0.1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const exited = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const ready = new Promise<void>((resolve, reject) => {
    const collect = (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-200_000);
      if (process.env.E2E_VERBOSE) process.stdout.write(chunk);
      // The line after the ready line is the first-run link; without an owner it always follows.
      const link = /^Create the owner: (\S+)$/m.exec(said)?.[1];
      if (link === undefined) return;
      process.env.E2E_SETUP_LINK = link;
      resolve();
    };
    server.stdout.on("data", collect);
    server.stderr.on("data", collect);
    void exited.then(() => reject(new Error(`Cascade did not start:\n${said}`)));
    setTimeout(() => reject(new Error(`Cascade was not ready in time:\n${said}`)), START_PATIENCE_MS).unref();
  });
  const stop = async () => {
    server.kill("SIGTERM");
    await exited;
    const complaints = said.split("\n").filter((line) => /"level":[456]0/.test(line));
    if (complaints.length > 0) console.log(["What the server warned of, last:", ...complaints.slice(-20)].join("\n"));
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await ready;
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}
