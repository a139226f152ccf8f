import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ROOT } from "@/bin/children";
import { freePort } from "@/bin/ports";

let folder: string;
let dataDir: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cascade-launch-"));
  dataDir = join(folder, "data");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Outcome {
  code: number | null;
  said: string;
}

/** Runs `npm start` without npm, in an environment that names no database. */
async function start(
  variables: Record<string, string>,
  nodeArgs: string[] = [],
  args: string[] = [],
): Promise<Outcome> {
  const { DATABASE_URL: _none, npm_lifecycle_event: _npm, ...inherited } = process.env;
  const env = {
    ...inherited,
    CASCADE_INSTALL: "no",
    CASCADE_DATA: dataDir,
    PORT: String(await freePort()),
    ...variables,
  };
  const child = spawn(process.execPath, [...nodeArgs, "bin/start.mjs", ...args], { cwd: ROOT, env });
  let said = "";
  const collect = (chunk: Buffer) => {
    said += chunk.toString();
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  // A refusal is a sentence for a person: no stack trace comes with it.
  expect(said).not.toMatch(/^\s+at /m);
  return { code, said };
}

async function withTakenPort<T>(run: (port: string) => Promise<T>): Promise<T> {
  const taker: Server = createServer();
  const port = await new Promise<number>((resolve) =>
    taker.listen(0, "127.0.0.1", () => {
      const address = taker.address();
      resolve(address !== null && typeof address === "object" ? address.port : 0);
    }),
  );
  try {
    return await run(String(port));
  } finally {
    await new Promise((resolve) => taker.close(resolve));
  }
}

describe("a start that cannot succeed says why in a sentence", () => {
  test("an old Node", async () => {
    const pretend = 'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"18.20.0"})';
    const { code, said } = await start({}, ["--import", pretend]);
    expect(code).toBe(1);
    expect(said).toContain("Cascade needs Node 20.9 or newer; this is Node 18.20.0.");
  });

  test("a taken port, with the remedy; and the lock on the data is given back", async () => {
    await withTakenPort(async (port) => {
      const { code, said } = await start({ PORT: port });
      expect(code).toBe(1);
      expect(said).toContain(
        `Port ${port} is taken by another program. Choose another one: PORT=${Number(port) + 1} npm start`,
      );
      expect(readdirSync(dataDir)).toEqual([]);
    });
  });

  test("a second start on the same data, naming the first", async () => {
    await withTakenPort((port) => start({ PORT: port }));
    writeFileSync(join(dataDir, "launcher.lock"), `${process.pid}\n`);
    const { code, said } = await start({});
    expect(code).toBe(1);
    expect(said).toContain(`Cascade already runs on the data in ${dataDir} (process ${process.pid}).`);
    expect(existsSync(join(dataDir, "launcher.lock"))).toBe(true);
  });

  test("the lock of a dead start is taken over: the next obstacle is named instead", async () => {
    await withTakenPort(async (port) => {
      await start({ PORT: port });
      const { pid } = spawnSync(process.execPath, ["--version"]);
      writeFileSync(join(dataDir, "launcher.lock"), `${pid}\n`);
      expect((await start({ PORT: port })).said).toContain(`Port ${port} is taken`);
    });
  });

  test("a data folder that is a file", async () => {
    writeFileSync(dataDir, "");
    expect((await start({})).said).toContain(`The data folder ${dataDir} cannot be used`);
  });

  test("a database that does not answer, without its password", async () => {
    const port = await freePort();
    const { said } = await start({ DATABASE_URL: `postgres://me:hidden@127.0.0.1:${port}/cascade` });
    expect(said).toContain(`The database of DATABASE_URL (127.0.0.1:${port}/cascade) does not answer`);
    expect(said).not.toContain("hidden");
  });

  test("a machine that is to run a part and does not know what the others share", async () => {
    const named = { DATABASE_URL: "postgres://127.0.0.1:1/cascade" };
    expect((await start({}, [], ["--only=worker"])).said).toContain("Set DATABASE_URL to its address");
    expect((await start(named, [], ["--only=web"])).said).toContain("Set CASCADE_BLOBS to a folder");
    const { said } = await start({ ...named, CASCADE_BLOBS: folder }, [], ["--only=worker"]);
    expect(said).toContain(`Copy secrets.json from the data folder of the first machine to ${dataDir}`);
    expect(said).toContain("CASCADE_LINK_SECRET");
    expect(existsSync(join(dataDir, "secrets.json"))).toBe(false);
  });

  test("a port that is no number, and an option nobody knows", async () => {
    expect((await start({ PORT: "many" })).said).toContain("PORT must be a number from 1 to 65535.");
    expect((await start({}, [], ["--dmeo"])).said).toContain('"--dmeo" is not understood.');
  });
});
