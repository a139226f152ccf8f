import { execFile, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { ROOT } from "@/bin/children";

/** One file per rule that breaks it, in a house of its own. */
const violations: Record<string, Record<string, string>> = {
  "no-circular": { "lib/a.ts": 'import "@/lib/b";', "lib/b.ts": 'import "@/lib/a";' },
  resolvable: { "lib/c.ts": 'import "./nowhere";' },
  "lib-is-pure": { "lib/d.ts": 'import "@/db/queries/rows";' },
  "lib-has-no-io": { "lib/e.ts": 'import "node:fs";' },
  "lib-is-no-client": { "lib/f.ts": 'import "undici";' },
  "channels-are-strangers": { "lib/channels/sms/one.ts": 'import "@/lib/channels/rcs/two";' },
  "channels-have-one-door": { "lib/g.ts": 'import "@/lib/channels/rcs/two";' },
  "db-knows-only-lib": { "db/h.ts": 'import "@/inngest/job";' },
  "db-has-one-door": { "app/j.ts": 'import "@/db/schema/table";' },
  "jobs-have-no-screen": { "inngest/k.ts": 'import "@/app/page";' },
  "components-only-show": { "components/one/l.ts": 'import "@/db/queries/rows";' },
  "features-are-strangers": { "components/one/m.ts": 'import "@/components/two/part";' },
  "no-test-in-production": { "lib/n.ts": 'import "@/lib/some.test";' },
};

const bystanders = [
  "db/queries/rows.ts",
  "db/schema/table.ts",
  "lib/channels/rcs/two.ts",
  "lib/some.test.ts",
  "inngest/job.ts",
  "app/page.ts",
  "components/two/part.ts",
];

const report = z.object({
  summary: z.object({
    violations: z.array(z.object({ rule: z.object({ name: z.string() }), from: z.string() })),
    ruleSetUsed: z.object({ forbidden: z.array(z.object({ name: z.string() })) }),
  }),
});

let house: string;
let found: z.infer<typeof report>["summary"];

beforeAll(async () => {
  house = mkdtempSync(join(tmpdir(), "cascade-rules-"));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(house, path)), { recursive: true });
    writeFileSync(join(house, path), `${text}\nexport {};\n`);
  };
  for (const path of bystanders) write(path, "");
  for (const files of Object.values(violations)) for (const [path, text] of Object.entries(files)) write(path, text);
  for (const file of ["tsconfig.json", ".dependency-cruiser.mjs", "package.json"])
    cpSync(join(ROOT, file), join(house, file));
  symlinkSync(join(ROOT, "node_modules"), join(house, "node_modules"));
  const depcruise = join(ROOT, "node_modules", ".bin", "depcruise");
  const args = ["app", "components", "db", "inngest", "lib", "--output-type", "json"];
  const json = await new Promise<string>((resolve) => {
    // It exits with the number of violations, which is not an accident here.
    execFile(depcruise, args, { cwd: house, maxBuffer: 64 * 1024 * 1024 }, (_, stdout) => resolve(stdout));
  });
  found = report.parse(JSON.parse(json)).summary;
});
afterAll(() => rmSync(house, { recursive: true, force: true }));

describe("who may import whom", () => {
  it.each(Object.entries(violations))("%s trips on a planted violation", (rule, files) => {
    const planted = Object.keys(files);
    const tripped = found.violations.filter((each) => each.rule.name === rule && planted.includes(each.from));
    expect(tripped.length).toBeGreaterThan(0);
  });

  it("no rule is without a planted violation", () => {
    const names = found.ruleSetUsed.forbidden.map((rule) => rule.name);
    expect(names.sort()).toEqual(Object.keys(violations).sort());
  });
});

describe("lib is pure", () => {
  const impure = ["new Date()", "Date.now()", "Math.random()", 'fetch("https://example.com")'];
  const lint = (path: string) => {
    mkdirSync(join(house, ".ci"), { recursive: true });
    cpSync(join(ROOT, ".ci", "pure.grit"), join(house, ".ci", "pure.grit"));
    writeFileSync(join(house, "biome.json"), JSON.stringify({ plugins: ["./.ci/pure.grit"] }));
    writeFileSync(join(house, path), impure.map((call, index) => `export const x${index} = ${call};\n`).join(""));
    const biome = join(ROOT, "node_modules", ".bin", "biome");
    const { stdout, stderr } = spawnSync(biome, ["lint", path], { cwd: house, encoding: "utf8" });
    return `${stdout}${stderr}`.split("lib/ is pure").length - 1;
  };

  it("Biome refuses the clock, chance and the network there, and only there", () => {
    expect(lint("lib/planted.ts")).toBe(impure.length);
    expect(lint("lib/planted.test.ts")).toBe(0);
    expect(lint("inngest/planted.ts")).toBe(0);
  });
});
