/** `npm run graph`: draws docs/architecture.svg from the imports as they are. `--check` fails when the picture is old. */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ROOT } from "@/bin/children";

const picture = join(ROOT, "docs", "architecture.svg");

/** Rooms of the house with their place on the sheet; what a file belongs to is the longest name it begins with. */
const rooms = [
  { name: "app", says: "introduces", x: 330, y: 30 },
  { name: "components", says: "show", x: 60, y: 150 },
  { name: "inngest", says: "acts", x: 600, y: 150 },
  { name: "inngest/engine", says: "runs functions", x: 800, y: 290 },
  { name: "db", says: "remembers", x: 470, y: 290 },
  { name: "lib", says: "decides", x: 200, y: 420 },
  { name: "lib/channels", says: "one folder each", x: 470, y: 420 },
] as const;
type Room = (typeof rooms)[number];

const width = 160;
const height = 56;

const cruised = z.object({
  modules: z.array(z.object({ source: z.string(), dependencies: z.array(z.object({ resolved: z.string() })) })),
});

function roomOf(path: string): Room | null {
  const fits = rooms.filter(({ name }) => path.startsWith(`${name}/`));
  return fits.sort((left, right) => right.name.length - left.name.length)[0] ?? null;
}

/** How many imports lead from one room to another; tests do not count. */
function countArrows(): Map<string, number> {
  const folders = ["app", "components", "lib", "db", "inngest"];
  const depcruise = join(ROOT, "node_modules", ".bin", "depcruise");
  const json = execFileSync(depcruise, [...folders, "--output-type", "json"], {
    cwd: ROOT,
    maxBuffer: 512 * 1024 * 1024,
  });
  const counts = new Map<string, number>();
  for (const { source, dependencies } of cruised.parse(JSON.parse(json.toString())).modules) {
    if (/\.(test|fixtures)\./.test(source)) continue;
    const from = roomOf(source);
    for (const { resolved } of dependencies) {
      const to = roomOf(resolved);
      if (from === null || to === null || from === to) continue;
      const key = `${from.name} ${to.name}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}

/** The point on a room's border towards another room's middle. */
function border(room: Room, towards: Room): { x: number; y: number } {
  const dx = towards.x - room.x;
  const dy = towards.y - room.y;
  const scale = Math.min(width / 2 / Math.max(1, Math.abs(dx)), height / 2 / Math.max(1, Math.abs(dy)));
  return { x: room.x + width / 2 + dx * scale, y: room.y + height / 2 + dy * scale };
}

function draw(counts: Map<string, number>): string {
  const arrows = [...counts].sort().map(([key, count]) => {
    const [from, to] = key.split(" ").map((name) => rooms.find((room) => room.name === name));
    if (from === undefined || to === undefined) return "";
    const start = border(from, to);
    const end = border(to, from);
    const line = `x1="${start.x.toFixed(0)}" y1="${start.y.toFixed(0)}" x2="${end.x.toFixed(0)}" y2="${end.y.toFixed(0)}"`;
    const stroke = Math.min(5, 1 + Math.log10(count) * 1.5).toFixed(1);
    return `<line ${line} stroke="#7d8a8c" stroke-width="${stroke}" marker-end="url(#tip)"><title>${from.name} imports ${to.name} (${count})</title></line>`;
  });
  const boxes = rooms.map(
    ({ name, says, x, y }) =>
      `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="10" fill="#f7f6f3" stroke="#0b6e75"/>` +
      `<text x="${x + width / 2}" y="${y + 25}" font-weight="600">${name}</text>` +
      `<text x="${x + width / 2}" y="${y + 43}" font-size="12" fill="#57534e">${says}</text>`,
  );
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 510" font-family="Inter, sans-serif" font-size="15" text-anchor="middle" role="img" aria-label="Who imports whom">`,
    `<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 8 4 0 8z" fill="#7d8a8c"/></marker></defs>`,
    `<rect width="1000" height="510" fill="#ffffff"/>`,
    ...arrows,
    ...boxes,
    "</svg>",
  ].join("\n")}\n`;
}

/** Counts change with every commit; what must be true of the committed picture is which arrows there are. */
function arrowNames(svg: string): string {
  return [...svg.matchAll(/<title>(\S+) imports (\S+) /g)]
    .map((match) => `${match[1]} ${match[2]}`)
    .sort()
    .join("\n");
}

const now = draw(countArrows());
if (process.argv.includes("--check")) {
  if (arrowNames(readFileSync(picture, "utf8")) !== arrowNames(now)) {
    console.error(
      "docs/architecture.svg shows other arrows than the imports. Run `npm run graph` and look at what changed.",
    );
    process.exit(1);
  }
} else {
  writeFileSync(picture, now);
}
