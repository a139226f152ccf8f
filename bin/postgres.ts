import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { freePort, portTrouble } from "@/bin/ports";
import { type Account, closedFolder, postgresBinaries, unprivilegedAccount } from "@/bin/postgres-binaries";
import { commandLine, isAlive, pause, signal, waitUntilGone } from "@/bin/processes";
import { diskFull, Refusal } from "@/bin/refusal";

export interface PostgresOptions {
  /** Folder of its own for this server: cluster, credentials and log live in it. Made when missing. */
  dataDir: string;
  /** Insist on this port: whoever uses the server already knows its address. Else the last one, or any free one. */
  port?: number;
  /** Server settings (`-c name=value`) on top of the defaults. */
  settings?: Record<string, string>;
  /** Told once what happened on the way, such as "recovering after a crash". */
  note?: (sentence: string) => void;
  /** How long a server may say nothing before it is ended and started again. */
  startPatienceMs?: number;
}

export interface RunningPostgres {
  /** Connection string of the database `cascade`. */
  url: string;
  port: number;
  pid: number;
  /** Settles when the server process ends, for whatever reason. */
  exited: Promise<void>;
  /** Fast shutdown: open transactions are rolled back, everything committed stays. */
  stop(): Promise<void>;
}

interface Credentials {
  port: number;
  password: string;
}

const DEFAULT_SETTINGS: Record<string, string> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "256MB",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
};
const START_PATIENCE_MS = 60_000;
const STARTS_MAX = 3;
const QUICK_STOP_PATIENCE_MS = 5_000;
const FAST_STOP_PATIENCE_MS = 20_000;
const LOG_BYTES_MAX = 10 * 1024 * 1024;

/**
 * Starts a private PostgreSQL on loopback. The cluster is made on first use; what a crash left behind (a stale lock
 * file, a server whose launcher was killed) is cleared first. Password in a file only the owner may read.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const { dataDir, note = () => undefined } = options;
  const account = unprivilegedAccount();
  try {
    // Root must let the other account walk through to its cluster; listing stays forbidden.
    mkdirSync(dataDir, { recursive: true, mode: account ? 0o711 : 0o700 });
    const closed = closedFolder(dataDir, account);
    if (closed !== undefined) throw closedRefusal(closed, account);
    const native = postgresBinaries(dataDir, account);
    const cluster = join(dataDir, "cluster");
    const credentials = readCredentials(dataDir) ?? newCredentials(dataDir);
    if (!existsSync(cluster)) initialise(native, dataDir, cluster, credentials.password, account);
    await clearLeftovers(cluster, note);
    if (options.port !== undefined) {
      credentials.port = options.port;
    } else if (credentials.port === 0 || (await portTrouble(credentials.port, "127.0.0.1")) !== undefined) {
      credentials.port = await freePort();
      writeCredentials(dataDir, credentials);
    }
    const { settings = {}, startPatienceMs = START_PATIENCE_MS } = options;
    return await launch({ native, dataDir, cluster, credentials, account, settings, startPatienceMs, note });
  } catch (error) {
    if (error instanceof Error && /ENOSPC|No space left on device/i.test(error.message)) throw diskFull(dataDir);
    throw error;
  }
}

function closedRefusal(folder: string, account: Account | undefined): Refusal {
  return new Refusal(
    `Cascade was started as root, so PostgreSQL runs as the user ${account?.name}, and the folder ${folder} is closed to that user. Keep the data elsewhere: CASCADE_DATA=/var/lib/cascade npm start`,
  );
}

function readCredentials(dataDir: string): Credentials | undefined {
  const file = join(dataDir, "credentials.json");
  if (!existsSync(file)) return undefined;
  try {
    const { port, password }: Partial<Credentials> = JSON.parse(readFileSync(file, "utf8"));
    if (typeof port === "number" && typeof password === "string") return { port, password };
  } catch {
    // Falls through to the sentence: a file cut short by a full disk is not JSON.
  }
  throw new Refusal(`${file} is damaged, so the password of the database is lost. Restore the file from a backup.`);
}

function newCredentials(dataDir: string): Credentials {
  if (existsSync(join(dataDir, "cluster"))) {
    throw new Refusal(
      `${join(dataDir, "credentials.json")} is missing, so the password of the database in ${dataDir} is lost. Restore the file from a backup.`,
    );
  }
  const credentials = { port: 0, password: randomBytes(24).toString("base64url") };
  writeCredentials(dataDir, credentials);
  return credentials;
}

/** Written beside and renamed: a crash leaves the old file or the new one, never half of one. */
function writeCredentials(dataDir: string, credentials: Credentials): void {
  const file = join(dataDir, "credentials.json");
  writeFileSync(`${file}.new`, `${JSON.stringify(credentials)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Makes the cluster in a folder that is renamed when complete, so that a crash half-way leaves no half cluster. */
function initialise(native: string, dataDir: string, cluster: string, password: string, account?: Account): void {
  const unfinished = join(dataDir, "cluster.unfinished");
  const passwordFile = join(dataDir, "password.tmp");
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  chmodSync(passwordFile, 0o600);
  if (account) {
    chownSync(unfinished, account.uid, account.gid);
    chownSync(passwordFile, account.uid, account.gid);
  }
  try {
    execFileSync(
      join(native, "bin", "initdb"),
      [
        `--pgdata=${unfinished}`,
        "--username=cascade",
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
      ],
      { cwd: unfinished, env: postgresEnvironment(), stdio: ["ignore", "pipe", "pipe"], ...owner(account) },
    );
  } catch (error) {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
    throw new Error(`PostgreSQL could not create its cluster in ${cluster}: ${said.trim()}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(unfinished, cluster);
}

function owner(account: Account | undefined): { uid?: number; gid?: number } {
  return account ? { uid: account.uid, gid: account.gid } : {};
}

/** Little more than nothing: neither our secrets nor a foreign PGPORT belong in the server's environment. */
function postgresEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot } = process.env;
  return { NODE_ENV: "production", PATH, LC_ALL: "C", ...(SystemRoot !== undefined && { SystemRoot }) };
}

/**
 * After `kill -9` of the launcher its server may still run: it is asked to stop, so that this launcher owns what it
 * supervises. After `kill -9` of the server its lock file is left, perhaps naming an id that now is another program.
 */
async function clearLeftovers(cluster: string, note: (sentence: string) => void): Promise<void> {
  const lockFile = join(cluster, "postmaster.pid");
  if (!existsSync(lockFile)) return;
  const pid = Number(readFileSync(lockFile, "utf8").split("\n")[0]);
  if (!isAlive(pid) || !(commandLine(pid) ?? cluster).includes(cluster)) {
    note("The database was not shut down properly last time; it recovers by itself.");
    rmSync(lockFile, { force: true });
    return;
  }
  note("A database server of an earlier start is still running; it is being stopped.");
  signal(pid, "SIGINT");
  if (await waitUntilGone(pid, FAST_STOP_PATIENCE_MS)) return;
  signal(pid, "SIGQUIT");
  if (await waitUntilGone(pid, FAST_STOP_PATIENCE_MS)) return;
  throw new Refusal(`A database server (process ${pid}) holds ${cluster} and does not stop. End it, then start again.`);
}

interface Launch {
  native: string;
  dataDir: string;
  cluster: string;
  credentials: Credentials;
  account: Account | undefined;
  settings: Record<string, string>;
  startPatienceMs: number;
  note: (sentence: string) => void;
}

async function launch(options: Launch): Promise<RunningPostgres> {
  const { native, dataDir, cluster, credentials, account, settings, startPatienceMs, note } = options;
  const logFile = join(dataDir, "postgres.log");
  const deadline = Date.now() + startPatienceMs;
  for (let starts = 1; ; ) {
    const logStart = rotatedLogSize(logFile);
    const log = openSync(logFile, "a", 0o600);
    const child = spawn(
      join(native, "bin", "postgres"),
      ["-D", cluster, "-p", String(credentials.port), ...settingArguments({ ...DEFAULT_SETTINGS, ...settings })],
      // A process group of its own: Ctrl-C reaches the launcher alone, which stops things in the right order.
      { cwd: cluster, env: postgresEnvironment(), stdio: ["ignore", log, log], detached: true, ...owner(account) },
    );
    closeSync(log);
    const exited = new Promise<void>((resolve) => {
      child.once("exit", () => resolve());
      child.once("error", () => resolve());
    });
    const url = `postgres://cascade:${credentials.password}@127.0.0.1:${credentials.port}/cascade`;
    const state = await untilReady(url, child, startPatienceMs);
    if (state === "ready" && child.pid !== undefined) {
      return { url, port: credentials.port, pid: child.pid, exited, stop: () => stopChild(child, exited) };
    }
    const said = readFileSync(logFile, "utf8").slice(logStart).trim();
    // Backends of a killed server need a moment to notice that it is gone.
    if (/shared memory block|lock file "postmaster.pid" already exists/.test(said) && Date.now() < deadline) {
      await pause(250);
      continue;
    }
    await endChild(child, exited);
    if (state === "silent" && starts < STARTS_MAX) {
      note(
        `The database does not answer ${startPatienceMs / 1000} seconds after its start; it is ended and started again.`,
      );
      starts += 1;
      continue;
    }
    throw new Error(`PostgreSQL did not start. The end of ${logFile}:\n${said.split("\n").slice(-8).join("\n")}`);
  }
}

function settingArguments(settings: Record<string, string>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

function rotatedLogSize(logFile: string): number {
  if (!existsSync(logFile)) return 0;
  const { size } = statSync(logFile);
  if (size < LOG_BYTES_MAX) return size;
  renameSync(logFile, `${logFile}.old`);
  return 0;
}

/**
 * Asks until the server answers, and makes the database on the very first start. A server that says it is starting up,
 * such as one that reads a long log after a crash, is given its time; one that says nothing is `silent` in the end.
 */
async function untilReady(url: string, child: ChildProcess, patienceMs: number): Promise<"ready" | "ended" | "silent"> {
  let deadline = Date.now() + patienceMs;
  const admin = url.replace(/\/cascade$/, "/postgres");
  const sql = postgres(admin, { max: 1, connect_timeout: 5, onnotice: () => undefined, backoff: () => 0.05 });
  let ended = false;
  child.once("exit", () => {
    ended = true;
  });
  child.once("error", () => {
    ended = true;
  });
  const asked = async (): Promise<boolean> => {
    try {
      const [row] = await sql`select 1 from pg_database where datname = 'cascade'`;
      if (row === undefined) await sql`create database cascade`;
      return true;
    } catch (error) {
      if (error instanceof postgres.PostgresError && error.code.startsWith("28")) throw error;
      if (error instanceof postgres.PostgresError && error.code === startingUp) deadline = Date.now() + patienceMs;
      await pause(40);
      return false;
    }
  };
  try {
    while (!ended && Date.now() < deadline) {
      // A server that hangs takes the connection and never answers on it.
      const answer = asked();
      answer.catch(() => undefined);
      const isReady = await Promise.race([answer, pause(Math.max(1, deadline - Date.now()))]);
      if (isReady === true) return ended ? "ended" : "ready";
    }
    return ended ? "ended" : "silent";
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** `cannot_connect_now`: the server is there and recovers. */
const startingUp = "57P03";

/** One that hangs is not asked to finish anything: what was committed is in its log. */
async function endChild(child: ChildProcess, exited: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  child.kill("SIGQUIT");
  const patience = setTimeout(() => child.kill("SIGKILL"), QUICK_STOP_PATIENCE_MS);
  await exited;
  clearTimeout(patience);
}

async function stopChild(child: ChildProcess, exited: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  child.kill("SIGINT");
  const patience = setTimeout(() => child.kill("SIGQUIT"), FAST_STOP_PATIENCE_MS);
  await exited;
  clearTimeout(patience);
}
