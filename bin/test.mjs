// `npm test`: everything, on a clone without node_modules too. `npm test -- lint`, `-- unit`, `-- e2e` run a part;
// what follows the part goes to its tool: `npm test -- unit lib/ladder`.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { checkNode, install, root } from "./bootstrap.mjs";

const FAILURES_SHOWN = 10;
const LINES_SHOWN = 25;

checkNode();
install();

const reports = mkdtempSync(join(tmpdir(), "cascade-reports-"));
const vitestReport = join(reports, "vitest.json");
const playwrightReport = join(reports, "playwright.json");
const folders = ["app", "bench", "bin", "components", "db", "e2e", "inngest", "lib"].filter((folder) =>
  existsSync(join(root, folder)),
);

const STEPS = [
  { part: "lint", name: "Biome", commands: [["biome", "ci", "."]] },
  {
    part: "lint",
    name: "TypeScript",
    commands: [
      ["next", "typegen"],
      ["tsc", "--noEmit"],
    ],
  },
  { part: "lint", name: "who may import whom", commands: [["depcruise", ...folders]] },
  { part: "lint", name: "nothing unused", commands: [["knip"]] },
  {
    part: "unit",
    name: "unit tests",
    commands: [["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${vitestReport}`]],
    read: readVitest,
  },
  {
    part: "e2e",
    name: "journeys in a browser",
    commands: [["playwright", "test", "--reporter=list,json"]],
    read: readPlaywright,
  },
];

const [part, ...rest] = process.argv.slice(2);
const steps = STEPS.filter((step) => part === undefined || step.part === part);
if (steps.length === 0) {
  console.error(`"${part}" is not a part of the tests. Parts: lint, unit, e2e; without one, all of them.`);
  process.exit(1);
}

const results = [];
for (const step of steps) {
  console.log(`\n── ${step.name}`);
  const startedAt = Date.now();
  const good = step.commands.every((command) => run([...command, ...rest]));
  results.push({ name: step.name, good, seconds: (Date.now() - startedAt) / 1000, ...step.read?.() });
}
rmSync(reports, { recursive: true, force: true });

// Once more at the end, where it is found without scrolling, and where a log that was cut at its beginning still has it.
for (const { name, failures = [] } of results) {
  for (const { title, message } of failures.slice(0, FAILURES_SHOWN)) {
    console.log(`\nFAILED  ${name}: ${title}`);
    console.log(indent(stripVTControlCharacters(message).trim().split("\n").slice(0, LINES_SHOWN)));
  }
  if (failures.length > FAILURES_SHOWN) console.log(`\n${failures.length - FAILURES_SHOWN} more failed; see above.`);
}

console.log("");
for (const { name, good, seconds, passed, failed } of results) {
  const counts = passed === undefined ? "" : `  ${passed} passed, ${failed} failed`;
  console.log(`${good ? "ok    " : "FAILED"}  ${name.padEnd(22)} ${seconds.toFixed(1).padStart(6)} s${counts}`);
}
const passed = sum(results.map((result) => result.passed ?? 0));
// A check that failed without a failed test (a type error, a file that could not be loaded) is a failure all the same.
const failed = sum(results.map((result) => (result.good ? 0 : Math.max(1, result.failed ?? 0))));
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function run([tool, ...args]) {
  const { PORT: _port, CASCADE_DATA: _data, DATABASE_URL: _database, NODE_ENV: _mode, ...env } = process.env;
  const { status } = spawnSync(join(root, "node_modules", ".bin", tool), args, {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
    env: { ...env, CASCADE_INSTALL: "no", NEXT_TELEMETRY_DISABLED: "1", PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport },
  });
  return status === 0;
}

function readVitest() {
  const report = readReport(vitestReport);
  const failures = (report?.testResults ?? []).flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === "failed");
    // A file that could not be loaded has a message and no tests.
    if (failed.length === 0) return message ? [{ title: name, message }] : [];
    return failed.map(({ fullName, failureMessages }) => ({ title: fullName, message: failureMessages.join("\n") }));
  });
  return { passed: report?.numPassedTests ?? 0, failed: report?.numFailedTests ?? 0, failures };
}

function readPlaywright() {
  const { stats, suites = [] } = readReport(playwrightReport) ?? {};
  const failures = specsOf(suites)
    .filter(({ ok }) => !ok)
    .map(({ title, tests }) => ({
      title,
      message: tests
        .flatMap(({ results: tries }) => tries.flatMap(({ errors }) => errors.map((error) => error.message)))
        .join("\n"),
    }));
  return { passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0), failed: stats?.unexpected ?? 0, failures };
}

function specsOf(suites) {
  return suites.flatMap((suite) => [...(suite.specs ?? []), ...specsOf(suite.suites ?? [])]);
}

function indent(lines) {
  return lines.map((line) => `        ${line}`).join("\n");
}

function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
