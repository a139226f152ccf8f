import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { takeLock } from "@/bin/file-lock";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cascade-lock-"));
  file = join(folder, "launcher.lock");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function deadProcess(): number {
  return spawnSync(process.execPath, ["--version"]).pid;
}

describe("a lock file", () => {
  test("names its holder and is gone after the release", () => {
    const lock = takeLock(file);
    expect(readFileSync(file, "utf8")).toBe(`${process.pid}\n`);
    if ("heldBy" in lock) throw new Error("nobody else holds it");
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  test("of a living node process is respected", () => {
    writeFileSync(file, `${process.ppid}\n`);
    expect(takeLock(file)).toEqual({ heldBy: process.ppid });
    expect(readFileSync(file, "utf8")).toBe(`${process.ppid}\n`);
  });

  test("of a dead process is taken over", () => {
    writeFileSync(file, `${deadProcess()}\n`);
    expect(takeLock(file)).not.toHaveProperty("heldBy");
    expect(readFileSync(file, "utf8")).toBe(`${process.pid}\n`);
  });

  test("whose number now belongs to a program that is not node is taken over", () => {
    writeFileSync(file, "1\n");
    expect(takeLock(file)).not.toHaveProperty("heldBy");
  });

  test("without a number in it is taken over", () => {
    writeFileSync(file, "");
    expect(takeLock(file)).not.toHaveProperty("heldBy");
  });
});
