import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { settingsFor, settingsGroups } from "@/lib/workspace/settings-places";

const folder = fileURLToPath(new URL("../../app/(studio)/settings/", import.meta.url));

/** What each page asks of who opens it, read from the page. */
const pages = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => {
    const source = readFileSync(`${folder}${name}/page.tsx`, "utf8");
    return { href: `/settings/${name}`, needs: /requireActor\("(\w+)"\)/.exec(source)?.[1] };
  });

test("every page of the settings has one place, shown to those who may open it", () => {
  const places = settingsGroups.flatMap((group) => group.places.map(({ href, needs }) => ({ href, needs })));
  const byHref = (one: { href: string }, other: { href: string }) => one.href.localeCompare(other.href);
  expect(places.sort(byHref)).toEqual(pages.sort(byHref));
});

test("who may only look sees what they may open, and no heading above nothing", () => {
  const shown = settingsFor("viewer").map(({ name, places }) => [name, places.map(({ label }) => label)]);
  expect(shown).toEqual([
    ["Workspace and people", ["Your account"]],
    ["Sending", ["Routing"]],
    ["Messages", ["Templates"]],
  ]);
  expect(settingsFor("owner").flatMap(({ places }) => places)).toHaveLength(pages.length);
});
