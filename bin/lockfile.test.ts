import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { ROOT } from "@/bin/children";

const lockfile = z.object({
  packages: z.record(z.string(), z.object({ optionalDependencies: z.record(z.string(), z.string()).optional() })),
});

// npm drops the entries of other platforms when it rewrites a lock file beside an existing node_modules, and
// `npm ci` then refuses to install on a fresh clone. Remedy: put the entries back (version, os, cpu, optional).
test("package-lock.json names the packages of every platform", () => {
  const { packages } = lockfile.parse(JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")));
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !placesToLook(path, name).some((place) => place in packages))
      .map(([name, version]) => `${name}@${version}`),
  );
  expect(missing).toEqual([]);
});

/** Where Node would look for a package that is needed by the one at `path`. */
function placesToLook(path: string, name: string): string[] {
  const places = [`node_modules/${name}`];
  for (let end = path.length; end > 0; end = path.lastIndexOf("/node_modules/", end - 1)) {
    places.push(`${path.slice(0, end)}/node_modules/${name}`);
  }
  return places;
}
