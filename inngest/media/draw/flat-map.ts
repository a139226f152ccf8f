import type { MultiLineString, MultiPolygon, Polygon, Position } from "geojson";

type Point = readonly [number, number];
type Ring = Point[];

/** A place in the picture's middle and the world around it, flattened so that areas and the way north stay true. */
export interface FlatMap {
  /** Outlines of a region, cut at the picture's edge. */
  shapeOf(region: Polygon | MultiPolygon): FlatShape;
  /** SVG path of lines. */
  linesOf(lines: MultiLineString | { coordinates: Position[][] }): string;
  kmPerPx: number;
}

export interface FlatShape {
  path: string;
  areaPx: number;
  centre: { x: number; y: number };
  left: number;
  right: number;
  /** Whether the place itself lies within. */
  holdsPlace: boolean;
}

const earthRadiusKm = 6371;
const radians = Math.PI / 180;
/** Lines along the cut lie outside the picture. */
const marginPx = 20;
/** Steps shorter than this are not seen. */
const stepPx = 0.7;

/** Lambert's azimuthal equal-area projection around a place. */
export function flatMap(about: {
  place: readonly [number, number];
  at: { x: number; y: number };
  widthPx: number;
  heightPx: number;
  kmPerPx: number;
}): FlatMap {
  const { at, kmPerPx } = about;
  const scale = earthRadiusKm / kmPerPx;
  const [lambda, phi] = [about.place[0] * radians, about.place[1] * radians];
  const [sinPhi, cosPhi] = [Math.sin(phi), Math.cos(phi)];
  const [right, bottom] = [about.widthPx + marginPx, about.heightPx + marginPx];

  const project = ([longitude = 0, latitude = 0]: Position): Point => {
    const [turn, height] = [longitude * radians - lambda, latitude * radians];
    const [sin, cos, cosTurn] = [Math.sin(height), Math.cos(height), Math.cos(turn)];
    const k = scale * Math.sqrt(2 / Math.max(1e-9, 1 + sinPhi * sin + cosPhi * cos * cosTurn));
    return [at.x + k * cos * Math.sin(turn), at.y - k * (cosPhi * sin - sinPhi * cos * cosTurn)];
  };

  const cutRing = (ring: Ring): Ring => {
    let cut = ring;
    for (const edge of [0, 1, 2, 3] as const) cut = cutAt(cut, edge, { right, bottom });
    return cut;
  };

  return {
    kmPerPx,
    shapeOf: (region) => {
      const polygons = region.type === "Polygon" ? [region.coordinates] : region.coordinates;
      const rings = polygons.flat().map((ring) => ring.map(project));
      const holdsPlace = rings.filter((ring) => isInside(ring, [at.x, at.y])).length % 2 === 1;
      return { ...measure(rings.map(cutRing).filter((ring) => ring.length > 2)), holdsPlace };
    },
    linesOf: ({ coordinates }) => {
      const isSeen = ([x, y]: Point) => x > -marginPx && x < right && y > -marginPx && y < bottom;
      return coordinates
        .flatMap((line) => seenParts(line.map(project), isSeen))
        .map((part) => pathOf(part))
        .join("");
    },
  };
}

/** One edge of Sutherland and Hodgman's clipping. */
function cutAt(ring: Ring, edge: 0 | 1 | 2 | 3, { right, bottom }: { right: number; bottom: number }): Ring {
  const axis = edge < 2 ? 0 : 1;
  const limit = [-marginPx, right, -marginPx, bottom][edge] ?? 0;
  const isIn = (point: Point) => (edge % 2 === 0 ? point[axis] >= limit : point[axis] <= limit);
  const kept: Ring = [];
  let from = ring.at(-1);
  for (const to of ring) {
    if (from !== undefined && isIn(from) !== isIn(to)) {
      const part = (limit - from[axis]) / (to[axis] - from[axis]);
      kept.push([from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part]);
    }
    if (isIn(to)) kept.push(to);
    from = to;
  }
  return kept;
}

function measure(rings: Ring[]): Omit<FlatShape, "holdsPlace"> {
  let [double, x, y, left, right] = [0, 0, 0, Infinity, -Infinity];
  for (const ring of rings) {
    let from = ring.at(-1) ?? [0, 0];
    for (const to of ring) {
      const cross = from[0] * to[1] - to[0] * from[1];
      double += cross;
      x += (from[0] + to[0]) * cross;
      y += (from[1] + to[1]) * cross;
      [left, right] = [Math.min(left, to[0]), Math.max(right, to[0])];
      from = to;
    }
  }
  const centre = double === 0 ? { x: 0, y: 0 } : { x: x / (3 * double), y: y / (3 * double) };
  const path = rings.map((ring) => `${pathOf(ring)}Z`).join("");
  return { path, areaPx: Math.abs(double) / 2, centre, left, right };
}

/** Whether a point lies within a ring, by the crossings of a ray. */
function isInside(ring: Ring, [x, y]: Point): boolean {
  let inside = false;
  let from = ring.at(-1) ?? [0, 0];
  for (const to of ring) {
    if (from[1] > y !== to[1] > y && x < ((to[0] - from[0]) * (y - from[1])) / (to[1] - from[1]) + from[0])
      inside = !inside;
    from = to;
  }
  return inside;
}

/** The parts of a line in the picture, each with the step that leads out of it. */
function seenParts(line: Ring, isSeen: (point: Point) => boolean): Ring[] {
  const parts: Ring[] = [];
  let open: Ring | null = null;
  for (const [index, point] of line.entries()) {
    const before = line[index - 1];
    if (before === undefined || !(isSeen(before) || isSeen(point))) {
      open = null;
      continue;
    }
    if (open === null) {
      open = [before];
      parts.push(open);
    }
    open.push(point);
  }
  return parts;
}

function pathOf(points: Ring): string {
  let path = "";
  let last: Point | undefined;
  for (const [index, point] of points.entries()) {
    const isEnd = index === points.length - 1;
    if (last !== undefined && !isEnd && Math.hypot(point[0] - last[0], point[1] - last[1]) < stepPx) continue;
    path += `${last === undefined ? "M" : "L"}${point[0].toFixed(1)} ${point[1].toFixed(1)}`;
    last = point;
  }
  return path;
}
