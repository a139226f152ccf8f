import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { postgresHome } from "@/bin/postgres-home";

let folder: string;
let systemFolder: string;
let notes: string[];
const note = (sentence: string) => notes.push(sentence);

beforeEach(() => {
  // Like root's home: open to its owner alone.
  folder = mkdtempSync(join(tmpdir(), "cascade-home-"));
  systemFolder = join(folder, "var-lib");
  notes = [];
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function dataDir(): string {
  const path = join(folder, "data");
  mkdirSync(path);
  return path;
}

const isRoot = process.getuid?.() === 0;

// Which of the two can be tried depends on who runs the tests.
if (isRoot) describe("the database of a clone in root's private home", () => rootCases());
else describe("the database of an ordinary user", () => ordinaryCases());

function rootCases(): void {
  test("goes to a folder of the system, is found there again, and this is said once", () => {
    const data = dataDir();
    const home = postgresHome(data, false, note, systemFolder);
    expect(dirname(home)).toBe(systemFolder);
    expect(postgresHome(data, false, note, systemFolder)).toBe(home);
    expect(notes).toEqual([
      `The folder ${folder} is closed to the account PostgreSQL runs as, so the database is kept in ${home}.`,
    ]);
  });

  test("is not moved away from a data folder that was chosen", () => {
    const data = dataDir();
    expect(postgresHome(data, true, note, systemFolder)).toBe(join(data, "postgres"));
    expect(readdirSync(data)).toEqual([]);
  });
}

function ordinaryCases(): void {
  test("lies beside the other data", () => {
    const data = dataDir();
    expect(postgresHome(data, false, note, systemFolder)).toBe(join(data, "postgres"));
    expect(notes).toEqual([]);
  });
}
