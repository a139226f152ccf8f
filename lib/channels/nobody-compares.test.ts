import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { channelIds } from "@/lib/channels/ids";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folders = ["app", "components", "db", "inngest", "lib"];
const id = `["'\`](?:${channelIds.join("|")})["'\`]`;
/** `channel === "sms"`, `"sms" !== x.channelId`, `case "sms":` and their kin. */
const comparison = new RegExp(
  `channel\\w*(?:\\.id)?\\)?\\s*[!=]==?\\s*${id}|${id}\\s*[!=]==?\\s*[\\w.]*channel|case\\s+${id}\\s*:`,
  "i",
);

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" || entry.name.startsWith(".") ? [] : sources(path);
    return /\.tsx?$/.test(entry.name) && !/\.(test|fixtures)\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

test("nobody outside lib/channels asks a channel's name", () => {
  const found = folders
    .flatMap((folder) => sources(join(root, folder)))
    .filter((path) => !relative(root, path).startsWith(join("lib", "channels")))
    .flatMap((path) =>
      readFileSync(path, "utf8")
        .split("\n")
        .flatMap((line, index) =>
          comparison.test(line) ? [`${relative(root, path)}:${index + 1} ${line.trim()}`] : [],
        ),
    );
  expect(found).toEqual([]);
});

test("the search would find one", () => {
  for (const line of ['if (channel === "sms")', 'x.channel.id !== "push"', '"rcs" === row.channel', '  case "mms":']) {
    expect(comparison.test(line)).toBe(true);
  }
});
