import { chmodSync, mkdirSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { join } from "node:path";
import { buildIfChanged } from "@/bin/build";
import { buildPrograms, scriptOf } from "@/bin/build-programs";
import { ROOT, type Supervised, startChild, supervise } from "@/bin/children";
import { type LaunchEnv, launchEnv } from "@/bin/env";
import { findFfmpeg } from "@/bin/ffmpeg";
import { takeLock } from "@/bin/file-lock";
import { keepPostgres } from "@/bin/keep-postgres";
import { type LaunchMode, type Part, readMode, refuseLonePart } from "@/bin/launch-mode";
import { portTrouble } from "@/bin/ports";
import { postgresHome } from "@/bin/postgres-home";
import { commandLine, isAlive, parentOf, pause } from "@/bin/processes";
import { diskFull, hasCode, Refusal } from "@/bin/refusal";
import { loadSecrets } from "@/bin/secrets";
import { restartOnChange } from "@/bin/watch";
import { webEnvironment } from "@/bin/web-environment";
import { createDatabase } from "@/db/client";
import { migrate } from "@/db/migrate";
import { createOwnerInvite, ownerExists } from "@/db/queries/invites";

const RENEWAL_PATIENCE_MS = 1_000;
const FREE_BYTES_MIN = 500 * 1024 * 1024;
const HEALTH_PATIENCE_MS = 60_000;
const DOUBLE_SIGNAL_MS = 500;

/** Steps to undo at the end, last one first. */
type Undo = () => Promise<void> | void;

/** Starts everything, says where it is, and watches over it until it is told to stop. */
export async function launch(args: string[]): Promise<void> {
  const undo: Undo[] = [];
  const stop = stopper(undo);
  try {
    await start(readMode(args), undo, stop);
  } catch (error) {
    const cause = hasCode(error, "ENOSPC") ? diskFull(launchEnv(process.env, ROOT).dataDir) : error;
    console.error(cause instanceof Refusal ? `\n${cause.message}\n` : cause);
    await stop(1);
  }
}

async function start(mode: LaunchMode, undo: Undo[], stop: (code: number) => Promise<void>): Promise<void> {
  const settings = launchEnv(process.env, ROOT);
  refuseLonePart(mode, settings.dataDir, process.env);
  await claim(settings, mode, undo);
  if (findFfmpeg(settings.ffmpegPath) === null) {
    note(
      "ffmpeg was not found, so video and audio are refused and animations stand still. Install it or set FFMPEG_PATH.",
    );
  }
  const children: Supervised[] = [];
  // Connections to a server that was killed never say so; fresh processes are the one sure cure.
  const renew = () => void Promise.all(children.map((child) => child.restart(RENEWAL_PATIENCE_MS)));
  const databaseUrl = await openDatabase(settings, undo, stop, renew);
  const env = childEnvironment(settings, mode, databaseUrl);
  await migrate(databaseUrl);
  if (!mode.dev) await buildPrograms();
  if (mode.only !== "worker" && !mode.dev) await buildIfChanged(env, note);
  if (mode.demo) await seedDemo(env);

  const runs = (part: Part) => mode.only === null || mode.only === part;
  const web = runs("web") ? [keepWeb(mode, env)] : [];
  const workers = runs("worker")
    ? Array.from({ length: settings.workers }, (_, index) => keepWorker(mode, env, index))
    : [];
  undo.push(() => quiet(workers, web));
  children.push(...web, ...workers);
  await Promise.all(children.map(({ ready }) => ready));
  if (mode.dev) {
    const restart = () => Promise.all(workers.map((worker) => worker.restart())).then(() => undefined);
    undo.push(restartOnChange(["inngest", "lib", "db"], restart, note));
  }
  if (mode.only === "worker") {
    console.log("\nThe worker is ready.");
    return;
  }
  await untilHealthy(settings);
  const setupLink = await ownerLink(databaseUrl, settings.publicUrl);
  console.log(`\nCascade is ready at ${settings.publicUrl}`);
  if (setupLink !== undefined) console.log(`Create the owner: ${setupLink}`);
}

function keepWeb(mode: LaunchMode, env: NodeJS.ProcessEnv): Supervised {
  const args = mode.dev ? ["--dev"] : [];
  const own = webEnvironment(env);
  return supervise(
    () => startChild({ name: "web server", script: scriptOf("web", !mode.dev), args, env: own, onLine: echo("web") }),
    note,
  );
}

function keepWorker(mode: LaunchMode, env: NodeJS.ProcessEnv, index: number): Supervised {
  const name = index === 0 ? "worker" : `worker ${index + 1}`;
  const own = { ...env, CASCADE_WORKER: String(index) };
  return supervise(
    () =>
      startChild({
        name,
        script: scriptOf("worker", !mode.dev),
        env: own,
        onLine: echo(index === 0 ? "worker" : `work ${index + 1}`),
      }),
    note,
  );
}

/** New work stops coming in first, then the work under way ends. */
async function quiet(workers: readonly Supervised[], web: readonly Supervised[]): Promise<void> {
  await Promise.all(web.map((each) => each.stop()));
  await Promise.all(workers.map((worker) => worker.stop(20_000)));
}

/** The data folder is ours, has room, and the port is free: else a sentence each. */
async function claim(settings: LaunchEnv, mode: LaunchMode, undo: Undo[]): Promise<void> {
  const { dataDir, port, host } = settings;
  try {
    // Root's database server runs as another user and has to walk through; nobody but us may list or read.
    mkdirSync(dataDir, { recursive: true });
    chmodSync(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700);
  } catch (error) {
    if (!hasCode(error, "EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST")) throw error;
    throw new Refusal(
      `The data folder ${dataDir} cannot be used (${error instanceof Error ? error.message : error}). Choose another one with CASCADE_DATA=/path npm start.`,
    );
  }
  const lock = takeLock(join(dataDir, "launcher.lock"));
  if ("heldBy" in lock) {
    throw new Refusal(
      `Cascade already runs on the data in ${dataDir} (process ${lock.heldBy}). Use that one, or stop it first: kill ${lock.heldBy}`,
    );
  }
  undo.push(() => lock.release());

  const { bavail, bsize } = await statfs(dataDir);
  if (bavail * bsize < FREE_BYTES_MIN) {
    throw new Refusal(
      `The disk that holds ${dataDir} has only ${Math.floor((bavail * bsize) / 1024 / 1024)} MB left, and Cascade wants 500 MB. Free some space there, or choose another place with CASCADE_DATA=/path npm start.`,
    );
  }
  if (mode.only === "worker") return;
  const trouble = await portTrouble(port, host);
  if (trouble === "EADDRINUSE") {
    throw new Refusal(`Port ${port} is taken by another program. Choose another one: PORT=${port + 1} npm start`);
  }
  if (trouble === "EACCES") {
    throw new Refusal(`Port ${port} is not open to this user. Choose one above 1023: PORT=3000 npm start`);
  }
  if (trouble !== undefined)
    throw new Refusal(`Cascade cannot listen on ${host}:${port} (${trouble}). Check HOST and PORT.`);
}

/** Somebody else's database when DATABASE_URL names one; else our own, kept running. */
async function openDatabase(
  settings: LaunchEnv,
  undo: Undo[],
  stop: (code: number) => Promise<void>,
  restarted: () => void,
): Promise<string> {
  if (settings.databaseUrl === undefined) {
    const home = postgresHome(settings.dataDir, settings.isDataDirChosen, note);
    const giveUp = (error: unknown) => {
      console.error(error instanceof Refusal ? `\n${error.message}\n` : error);
      void stop(1);
    };
    const kept = await keepPostgres(home, note, giveUp, restarted);
    undo.push(() => kept.stop());
    return kept.url;
  }
  const { sql, end } = createDatabase(settings.databaseUrl, { connectionsMax: 1 });
  try {
    await sql`select 1`;
  } catch (error) {
    const where = new URL(settings.databaseUrl);
    throw new Refusal(
      `The database of DATABASE_URL (${where.host}${where.pathname}) does not answer: ${error instanceof Error ? error.message : error}. Check the address, or unset DATABASE_URL to use the built-in PostgreSQL.`,
    );
  } finally {
    await end();
  }
  return settings.databaseUrl;
}

function childEnvironment(settings: LaunchEnv, mode: LaunchMode, databaseUrl: string): NodeJS.ProcessEnv {
  const { INNGEST_SIGNING_KEY: ownKey, ...secrets } = loadSecrets(settings.dataDir, process.env);
  // A real Inngest server knows nothing of our own key; sending it would turn a clear refusal into a wrong signature.
  const isInngestElsewhere = Boolean(process.env.INNGEST_BASE_URL);
  return {
    ...process.env,
    ...secrets,
    ...(!isInngestElsewhere && { INNGEST_SIGNING_KEY: ownKey }),
    NEXT_TELEMETRY_DISABLED: "1",
    NODE_ENV: mode.dev ? "development" : "production",
    PORT: String(settings.port),
    HOST: settings.host,
    DATABASE_URL: databaseUrl,
    CASCADE_DATA: settings.dataDir,
    // Found once, here: an empty one says that there is none.
    FFMPEG_PATH: findFfmpeg(settings.ffmpegPath) ?? "",
    CASCADE_BLOBS: process.env.CASCADE_BLOBS || join(settings.dataDir, "blobs"),
    CASCADE_URL: settings.publicUrl,
    SENDING_RUNS: process.env.SENDING_RUNS || String(settings.workers),
    NEXTAUTH_URL: settings.publicUrl,
  };
}

/** The seeder itself knows whether the demo is there already. */
async function seedDemo(env: NodeJS.ProcessEnv): Promise<void> {
  const seeder = startChild({ name: "demo seeder", script: "inngest/demo/seed-demo.ts", env, onLine: echo("demo") });
  const forget = () => seeder.kill("SIGTERM");
  process.once("exit", forget);
  const reason = await seeder.exited;
  process.removeListener("exit", forget);
  if (reason !== "exit code 0")
    throw new Refusal(`The demo workspace could not be made (${reason}); see the lines above.`);
}

async function untilHealthy({ port, host }: LaunchEnv): Promise<void> {
  const reachable = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  const deadline = Date.now() + HEALTH_PATIENCE_MS;
  for (let said = "no answer"; ; await pause(100)) {
    try {
      const answer = await fetch(`http://${reachable}:${port}/healthz`, { signal: AbortSignal.timeout(30_000) });
      if (answer.status === 200) return;
      said = `status ${answer.status}`;
    } catch (error) {
      said = error instanceof Error ? error.message : String(error);
    }
    if (Date.now() > deadline) throw new Refusal(`The web server runs, but /healthz does not answer 200 (${said}).`);
  }
}

async function ownerLink(databaseUrl: string, publicUrl: string): Promise<string | undefined> {
  const { db, end } = createDatabase(databaseUrl, { connectionsMax: 1 });
  try {
    if (await ownerExists(db)) return undefined;
    return `${publicUrl}/setup/${await createOwnerInvite(db, { now: new Date() })}`;
  } finally {
    await end();
  }
}

/** Runs the undo steps once, however the end came; a second Ctrl-C does not wait for them. */
function stopper(undo: Undo[]): (code: number) => Promise<void> {
  let stoppingSince = 0;
  const stop = async (code: number) => {
    if (stoppingSince > 0) return;
    stoppingSince = Date.now();
    let failed = false;
    for (const step of undo.reverse()) {
      try {
        await step();
      } catch (error) {
        failed = true;
        console.error(error);
      }
    }
    process.exit(failed ? 1 : code);
  };
  const onSignal = () => {
    if (stoppingSince === 0) {
      note("Stopping.");
      void stop(0);
      // Under npm one Ctrl-C arrives twice: from the terminal and from npm.
    } else if (Date.now() - stoppingSince > DOUBLE_SIGNAL_MS) {
      note("Stopping at once.");
      process.exit(1);
    }
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, onSignal);
  onNpmGone(onSignal);
  return stop;
}

/** npm runs us through a shell; when npm is killed the shell may live on, so it is npm itself that is watched. */
function onNpmGone(stop: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  // Some shells become the command they run; then npm is the parent itself, and its own parent no business of ours.
  const npm = /\bnpm\b/.test(commandLine(parent) ?? "npm") ? parent : parentOf(parent);
  const watch = setInterval(() => {
    if (process.ppid === parent && (npm === undefined || isAlive(npm))) return;
    clearInterval(watch);
    stop();
  }, 500);
  watch.unref();
}

function note(sentence: string): void {
  console.log(sentence);
}

function echo(name: string): (line: string) => void {
  return (line) => console.log(`${name.padEnd(6)} | ${line}`);
}
