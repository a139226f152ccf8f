import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { closedFolder, unprivilegedAccount } from "@/bin/postgres-binaries";

const SYSTEM_FOLDER = "/var/lib/cascade";

/**
 * Where the own database keeps everything that is its: beside the other data. Except for root with a clone in its
 * private home, which the server's account may not enter: then a folder under /var/lib, written down in the data folder
 * so that it is found again. Data that was put somewhere on purpose is never split like that.
 */
export function postgresHome(
  dataDir: string,
  isChosen: boolean,
  note: (sentence: string) => void,
  systemFolder = SYSTEM_FOLDER,
): string {
  const pointer = join(dataDir, "postgres.location");
  if (existsSync(pointer)) return readFileSync(pointer, "utf8").trim();
  const beside = join(dataDir, "postgres");
  const closed = closedFolder(dataDir, unprivilegedAccount());
  if (closed === undefined || isChosen) return beside;
  const home = join(systemFolder, randomBytes(6).toString("hex"));
  mkdirSync(home, { recursive: true, mode: 0o711 });
  writeFileSync(pointer, `${home}\n`, { mode: 0o600 });
  note(`The folder ${closed} is closed to the account PostgreSQL runs as, so the database is kept in ${home}.`);
  return home;
}
