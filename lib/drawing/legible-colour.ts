/** A colour as it may stand in a drawing: `#rrggbb`. */
type Channels = readonly [number, number, number];

/** The wanted colour where it can be read on that background, else black or white. `contrastMin` as WCAG counts it. */
export function legibleColour(wanted: string, background: string, contrastMin: number): string {
  if (contrast(wanted, background) >= contrastMin) return wanted;
  return contrast("#000000", background) > contrast("#ffffff", background) ? "#000000" : "#ffffff";
}

/** The colour that lies between two: 0 is the first, 1 the second. */
export function mixColours(first: string, second: string, part: number): string {
  const [from, to] = [channelsOf(first), channelsOf(second)];
  const mixed = from.map((value, index) => Math.round(value + ((to[index] ?? 0) - value) * part));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** Whether a colour is nearer to white than to black, as the eye sees it. */
export function isLight(colour: string): boolean {
  return luminance(colour) > 0.18;
}

function contrast(first: string, second: string): number {
  const [dark = 0, light = 0] = [luminance(first), luminance(second)].sort((left, right) => left - right);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const linear = (value: number) => (value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const [red, green, blue] = channelsOf(colour);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function channelsOf(colour: string): Channels {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
