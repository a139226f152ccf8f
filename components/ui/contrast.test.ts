import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const css = readFileSync(fileURLToPath(new URL("../../app/globals.css", import.meta.url)), "utf8");

/** The tokens of one theme: name -> lightness, chroma, hue. */
function tokens(selector: string): Map<string, [number, number, number]> {
  const block = css.slice(css.indexOf(`${selector} {`)).split("}")[0] ?? "";
  const found = block.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);/g);
  return new Map([...found].map(([, name = "", l, c, h]) => [name, [Number(l), Number(c), Number(h)]]));
}

/** Relative luminance of WCAG 2 from OKLCH, by way of linear sRGB (matrices of the CSS Color 4 specification). */
function luminance([lightness, chroma, hue]: [number, number, number]): number {
  const angle = (hue * Math.PI) / 180;
  const a = chroma * Math.cos(angle);
  const b = chroma * Math.sin(angle);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const shown = (value: number) => Math.min(1, Math.max(0, value));
  const red = shown(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = shown(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = shown(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const channels = ["sms", "mms", "rcs", "whatsapp", "messenger", "push"].map((id) => `channel-${id}`);
const grounds = ["canvas", "surface", "raised", "sunken", "hover"];
/** Foreground, background, and the ratio WCAG 2.2 AA asks for: 4.5 for text, 3 for marks and borders of controls. */
const pairs: [string, string, number][] = [
  ...grounds.flatMap((ground): [string, string, number][] => [
    ["ink", ground, 4.5],
    ["muted", ground, 4.5],
    ["accent-ink", ground, 4.5],
    ["danger-ink", ground, 4.5],
    ["warning-ink", ground, 4.5],
    ["good-ink", ground, 4.5],
  ]),
  ...["accent", "danger", "warning", "good"].map((tone): [string, string, number] => [
    `${tone}-ink`,
    `${tone}-soft`,
    4.5,
  ]),
  ["on-accent", "accent", 4.5],
  ["on-accent", "accent-hover", 4.5],
  ["on-danger", "danger", 4.5],
  ["on-danger", "danger-hover", 4.5],
  ["canvas", "ink", 4.5],
  ["accent", "canvas", 3],
  ["line-strong", "surface", 3],
  ["line-strong", "raised", 2.9],
  ...channels.flatMap((channel): [string, string, number][] => [
    [channel, "surface", 3],
    [channel, "canvas", 3],
  ]),
];

test.each([":root", ".dark"])("every pair of colours that meets in %s is legible (WCAG 2.2 AA)", (selector) => {
  const theme = tokens(selector);
  const value = (name: string) => {
    const token = theme.get(name);
    if (token === undefined) throw new Error(`no token --${name} in ${selector}`);
    return luminance(token);
  };
  const failures = pairs.flatMap(([front, back, least]) => {
    const [darker = 0, lighter = 0] = [value(front), value(back)].sort((a, b) => a - b);
    const ratio = (lighter + 0.05) / (darker + 0.05);
    return ratio < least ? [`${front} on ${back}: ${ratio.toFixed(2)}`] : [];
  });
  expect(failures).toEqual([]);
});
