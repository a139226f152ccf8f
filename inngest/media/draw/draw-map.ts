import { type FittedText, fitText } from "@/inngest/media/draw/fit-text";
import { type FlatMap, type FlatShape, flatMap } from "@/inngest/media/draw/flat-map";
import { bordersNear, nearestLine, type Region, regionsNear } from "@/inngest/media/draw/geography";
import { type ShapedLine, shapeLine } from "@/inngest/media/draw/shape-line";
import { capHeight, lineSvg, round, svgPicture, textSvg } from "@/inngest/media/draw/svg";
import type { Frame } from "@/lib/drawing/frames";
import type { Drawing } from "@/lib/drawing/schema";

const colours = {
  sea: "#d5e4e8",
  land: "#f1eee8",
  home: "#fbfaf7",
  coast: "#9db3b9",
  border: "#b8afa1",
  county: "#d9d2c6",
  grid: "#c7dade",
  ink: "#26221d",
  muted: "#6a635a",
  pin: "#0b6470",
};

const kmPerDegree = 111.2;
/** Width of what is shown, from near to far, until a border or a coast is well in sight. */
const spansKm = [320, 640, 1280, 2560, 5120];
/** The United States have counties: always something to see nearby. */
const countySpanKm = 190;

interface Rectangle {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

type Place = readonly [number, number];

/** Where a place is, among the borders and coasts around it: a sketch that needs no map service and tells none. */
export function drawMap({ latitude, longitude, label }: Extract<Drawing, { kind: "map" }>, frame: Frame): string {
  const place: Place = [longitude, latitude];
  const unit = Math.min(frame.heightPx, frame.widthPx * 0.66);
  const county = regionAt("counties", place);
  const state = county === null ? null : regionAt("states", place);
  const spanKm = county === null ? tellingSpanKm(place) : countySpanKm;
  const degrees = (spanKm / kmPerDegree) * 0.75;
  const countries = regionsNear("countries", place, degrees);

  // The card's height is known once the words are, and the words once the country is: measured on a map of its own.
  const home = county === null ? regionAt("countries", place) : null;
  const card = cardSvg(frame, unit, label, addressLine(place, home, state, county));
  const at = { x: frame.widthPx / 2, y: card.top * 0.53 + unit * 0.03 };
  const { widthPx, heightPx } = frame;
  const map = flatMap({ place, at, widthPx, heightPx, kmPerPx: spanKm / widthPx });

  const lands = countries.map((region) => ({ region, shape: map.shapeOf(region.shape) }));
  const counties = (county === null ? [] : regionsNear("counties", place, degrees)).map((region) => ({
    region,
    shape: map.shapeOf(region.shape),
  }));
  const states = (county === null ? [] : regionsNear("states", place, degrees)).map((region) => ({
    region,
    shape: map.shapeOf(region.shape),
  }));
  const borders = (layer: "countries" | "states" | "counties") => map.linesOf(bordersNear(layer, place, degrees));
  const taken: Rectangle[] = [card, pinRectangle(at, unit)];
  const sketch = [
    `<rect width="${widthPx}" height="${heightPx}" fill="${colours.sea}"/>`,
    stroke(map.linesOf({ coordinates: graticule(place, spanKm) }), colours.grid, unit * 0.0018),
    ...lands.map(({ region, shape }) => {
      const fill = region.name === home?.name ? colours.home : colours.land;
      return `<path d="${shape.path}" fill="${fill}" stroke="${colours.coast}" stroke-width="${round(unit * 0.0028)}" stroke-linejoin="round"/>`;
    }),
    ...counties
      .filter(({ region }) => region.id === county?.id)
      .map(({ shape }) => `<path d="${shape.path}" fill="${colours.home}"/>`),
    county === null ? "" : stroke(borders("counties"), colours.county, unit * 0.0022),
    stroke(borders("countries"), colours.border, unit * 0.0035),
    county === null ? "" : stroke(borders("states"), colours.border, unit * 0.0035),
    ...namesSvg(frame, county === null ? lands : states, { sizePx: unit * 0.037, weight: 600 }, taken),
    ...namesSvg(frame, counties, { sizePx: unit * 0.03, weight: 400 }, taken),
    scaleSvg(map, { frame, unit, card, inMiles: county !== null }),
    pinSvg(at, unit),
    card.svg,
  ];
  return svgPicture(frame, sketch.join(""));
}

/** The region of a layer that a place lies in. */
function regionAt(layer: "countries" | "states" | "counties", place: Place): Region | null {
  const map = flatMap({ place, at: { x: 0, y: 0 }, widthPx: 0, heightPx: 0, kmPerPx: 1 });
  return regionsNear(layer, place, 0.05).find(({ shape }) => map.shapeOf(shape).holdsPlace) ?? null;
}

/** The smallest width at which a coast or border comes well into the picture, so that one sees where one is. */
function tellingSpanKm(place: Place): number {
  const widest = spansKm.at(-1) ?? countySpanKm;
  const nearest = nearestLine("countries", place, (widest * 0.25) / kmPerDegree);
  return spansKm.find((spanKm) => nearest !== null && nearest * kmPerDegree < spanKm * 0.22) ?? widest;
}

/** "Travis, Texas · 30.2672, -97.7431" */
function addressLine([longitude, latitude]: Place, ...regions: (Region | null)[]): string {
  const names = regions.flatMap((region) => (region === null ? [] : [region.name])).reverse();
  const minus = (degrees: number) => degrees.toFixed(4).replace("-", "\u2212");
  const named = [...new Set(names)].join(", ");
  return [named, `${minus(latitude)}, ${minus(longitude)}`].filter((part) => part !== "").join(" \u00b7 ");
}

/** Meridians and parallels, about four across. */
function graticule(place: Place, spanKm: number): [number, number][][] {
  const step = [1, 2, 5, 10, 15].find((candidate) => candidate * kmPerDegree * 4 > spanKm) ?? 15;
  const reach = (spanKm / kmPerDegree) * 0.75 + step;
  const south = Math.max(-90, Math.floor((place[1] - reach) / step) * step);
  const north = Math.min(90, Math.ceil((place[1] + reach) / step) * step);
  const across = Math.min(180, reach / Math.max(0.02, Math.cos(place[1] * (Math.PI / 180))));
  const west = Math.floor((place[0] - across) / step) * step;
  const east = Math.ceil((place[0] + across) / step) * step;
  const steps = (from: number, to: number, by: number) =>
    Array.from({ length: Math.floor((to - from) / by + 1e-9) + 1 }, (_, index) => from + index * by);
  const meridians = steps(west, east, step).map((x) =>
    steps(south, north, step / 8).map((y): [number, number] => [x, y]),
  );
  const parallels = steps(south, north, step).map((y) =>
    steps(west, east, step / 8).map((x): [number, number] => [x, y]),
  );
  return [...meridians, ...parallels];
}

/** Names inside their regions, largest first, none upon another. */
function namesSvg(
  frame: Frame,
  regions: { region: Region; shape: FlatShape }[],
  { sizePx, weight }: { sizePx: number; weight: 400 | 600 },
  taken: Rectangle[],
): string[] {
  const seen = regions
    .filter(({ shape }) => shape.areaPx > sizePx * sizePx * 4)
    .sort((left, right) => right.shape.areaPx - left.shape.areaPx);
  return seen.flatMap(({ region: { name }, shape: { centre, left, right } }) => {
    const line = shapeLine(name, weight);
    const half = (line.width * sizePx) / 2;
    if (half * 2 > (Math.min(right, frame.widthPx) - Math.max(left, 0)) * 0.9) return [];
    const spot = spotFor(line, sizePx, centre, frame, taken);
    if (spot === null) return [];
    taken.push(spot.rectangle);
    const at = { x: spot.x - half, y: spot.y + (capHeight / 2) * sizePx, sizePx };
    // A rim in the colour of land keeps borders out of the letters.
    const rim = `<g stroke="${colours.land}" stroke-width="160" stroke-linejoin="round">${lineSvg(line, { ...at, fill: colours.land })}</g>`;
    return [rim, lineSvg(line, { ...at, fill: colours.muted })];
  });
}

/** The region's middle, or a little above or below it, where the name stands free. */
function spotFor(
  line: ShapedLine,
  sizePx: number,
  { x, y }: { x: number; y: number },
  frame: Frame,
  taken: readonly Rectangle[],
) {
  const half = (line.width * sizePx) / 2 + sizePx * 0.4;
  for (const shift of [0, -1.6, 1.6, -3.2, 3.2]) {
    const middle = y + shift * sizePx;
    const rectangle = { left: x - half, right: x + half, top: middle - sizePx * 0.8, bottom: middle + sizePx * 0.8 };
    const inside =
      rectangle.left > 0 && rectangle.right < frame.widthPx && rectangle.top > 0 && rectangle.bottom < frame.heightPx;
    if (inside && !taken.some((other) => overlap(rectangle, other))) return { x, y: middle, rectangle };
  }
  return null;
}

function overlap(first: Rectangle, second: Rectangle): boolean {
  return (
    first.left < second.right && first.right > second.left && first.top < second.bottom && first.bottom > second.top
  );
}

function pinRectangle({ x, y }: { x: number; y: number }, unit: number): Rectangle {
  return { left: x - unit * 0.07, right: x + unit * 0.07, top: y - unit * 0.17, bottom: y + unit * 0.03 };
}

/** A pin whose point is the place. */
function pinSvg({ x, y }: { x: number; y: number }, unit: number): string {
  const scale = round((unit * 0.145) / 100);
  const drop = "M0 0C-6-16-36-38-36-66A36 36 0 0 1 36-66C36-38 6-16 0 0Z";
  return `<g transform="translate(${round(x)} ${round(y)}) scale(${scale})"><ellipse rx="15" ry="5" fill="${colours.ink}" opacity="0.18"/><path d="${drop}" fill="${colours.pin}" stroke="#ffffff" stroke-width="5" stroke-linejoin="round"/><circle cy="-66" r="13" fill="#ffffff"/></g>`;
}

/** What the place is called and where it is, on a white card at the foot. */
function cardSvg(frame: Frame, unit: number, label: string, address: string): Rectangle & { svg: string } {
  const [edge, pad] = [unit * 0.05, unit * 0.045];
  const widthMax = frame.widthPx - 2 * (edge + pad);
  const name = fitText(label, {
    ...{ widthPx: widthMax, heightPx: unit * 0.17, weight: 600 as const },
    ...{ sizePxMax: unit * 0.068, sizePxMin: unit * 0.045, linesMax: 2 },
  });
  const where = fitText(address, {
    ...{ widthPx: widthMax, heightPx: unit * 0.06, weight: 400 as const },
    ...{ sizePxMax: unit * 0.043, sizePxMin: unit * 0.03, linesMax: 1 },
  });
  const inner = Math.max(name?.widthPx ?? 0, where?.widthPx ?? 0);
  const gap = name === null ? 0 : unit * 0.008;
  const height = (name?.heightPx ?? 0) + gap + (where?.heightPx ?? 0) + pad * 1.3;
  const card = {
    left: edge,
    right: edge + inner + 2 * pad,
    top: frame.heightPx - edge - height,
    bottom: frame.heightPx - edge,
  };
  const [x, y] = [edge + pad, card.top + pad * 0.65];
  const svg = [
    `<rect x="${round(card.left)}" y="${round(card.top)}" width="${round(card.right - card.left)}" height="${round(height)}" rx="${round(unit * 0.022)}" fill="#ffffff" stroke="${colours.border}" stroke-width="${round(Math.max(1, unit * 0.0018))}"/>`,
    name === null ? "" : textSvg(name, { x, y, widthPx: inner, align: "start", fill: colours.ink }),
    where === null
      ? ""
      : textSvg(alongside(where, name), {
          x,
          y: y + (name?.heightPx ?? 0) + gap,
          widthPx: inner,
          align: "start",
          fill: colours.muted,
        }),
  ];
  return { ...card, svg: svg.join("") };
}

/** The second line starts where the first does. */
function alongside(text: FittedText, leader: FittedText | null): FittedText {
  const rightToLeft = leader?.lines[0]?.rightToLeft ?? false;
  return { ...text, lines: text.lines.map((line) => ({ ...line, rightToLeft })) };
}

/** A bar of a round length, where the card leaves room for it. */
function scaleSvg(
  { kmPerPx }: FlatMap,
  { frame, unit, card, inMiles }: { frame: Frame; unit: number; card: Rectangle; inMiles: boolean },
): string {
  const kmPerUnit = inMiles ? 1.609344 : 1;
  const room = (frame.widthPx * 0.16 * kmPerPx) / kmPerUnit;
  const length = [1000, 500, 200, 100, 50, 20, 10].find((candidate) => candidate <= room) ?? 5;
  const widthPx = (length * kmPerUnit) / kmPerPx;
  const line = shapeLine(`${length} ${inMiles ? "mi" : "km"}`, 400, { tabularFigures: true });
  const sizePx = unit * 0.032;
  const right = frame.widthPx - unit * 0.05;
  const bottom = frame.heightPx - unit * 0.055;
  if (right - widthPx < card.right + unit * 0.04) return "";
  const tick = unit * 0.014;
  const bar = `M${round(right - widthPx)} ${round(bottom - tick)}V${round(bottom)}H${round(right)}V${round(bottom - tick)}`;
  const text = (fill: string) =>
    lineSvg(line, { x: right - widthPx / 2 - (line.width * sizePx) / 2, y: bottom - unit * 0.018, sizePx, fill });
  return `<g stroke="${colours.land}" stroke-width="160" stroke-linejoin="round">${text(colours.land)}</g>${text(colours.muted)}${stroke(bar, colours.muted, unit * 0.003)}`;
}

function stroke(path: string | null | undefined, colour: string, widthPx: number): string {
  if (!path) return "";
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${round(widthPx)}" stroke-linejoin="round"/>`;
}
