import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { MultiLineString, MultiPolygon, Polygon } from "geojson";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";

/** West, south, east, north, in degrees. */
type Box = readonly [number, number, number, number];

export interface Region {
  /** FIPS code within the United States; empty for countries. */
  id: string;
  name: string;
  shape: Polygon | MultiPolygon;
}

interface Layer {
  topology: Topology;
  collection: GeometryCollection<{ name: string }>;
  boxes: Box[];
  arcBoxes: Box[];
}

/** Natural Earth at 1:10 million, and the counties and states of the US Census: public domain, read once when needed. */
const sources = {
  countries: { file: "world-atlas/countries-10m.json", object: "countries" },
  counties: { file: "us-atlas/counties-10m.json", object: "counties" },
  states: { file: "us-atlas/counties-10m.json", object: "states" },
} as const;
type LayerName = keyof typeof sources;
type LayerGeometry = GeometryCollection<{ name: string }>["geometries"][number];

const topologies = new Map<string, Topology>();
const layers = new Map<LayerName, Layer>();

/** The regions of a layer that may be seen within that many degrees of a place. Others are never unpacked. */
export function regionsNear(name: LayerName, place: readonly [number, number], degrees: number): Region[] {
  const { topology } = layerOf(name);
  return partsNear(name, place, degrees).flatMap((part) => {
    const unpacked = feature(topology, part);
    const shape = "geometry" in unpacked ? unpacked.geometry : null;
    if (shape?.type !== "Polygon" && shape?.type !== "MultiPolygon") return [];
    const id = part.id === undefined ? "" : String(part.id);
    return [{ id, name: nameOf(part.properties), shape }];
  });
}

/** The lines between regions of a layer near a place, without its coasts. */
export function bordersNear(name: LayerName, place: readonly [number, number], degrees: number): MultiLineString {
  const { topology, collection } = layerOf(name);
  const geometries = partsNear(name, place, degrees);
  return mesh(topology, { ...collection, geometries }, (left, right) => left !== right);
}

/** Of every region near a place the islands near it: a large country has thousands elsewhere. */
function partsNear(name: LayerName, place: readonly [number, number], degrees: number): LayerGeometry[] {
  const { collection, boxes, arcBoxes } = layerOf(name);
  return collection.geometries.flatMap((geometry, index): LayerGeometry[] => {
    if (!isNear(boxes[index], place, degrees)) return [];
    if (geometry.type !== "MultiPolygon") return [geometry];
    const arcs = geometry.arcs.filter((polygon) => isNear(boxOfArcs(polygon, arcBoxes), place, degrees));
    return arcs.length === 0 ? [] : [{ ...geometry, arcs }];
  });
}

/** How many degrees away the nearest coast or border of a layer is, as far as that is within `degrees`. */
export function nearestLine(name: LayerName, place: readonly [number, number], degrees: number): number | null {
  const { topology, arcBoxes } = layerOf(name);
  const [[scaleX, scaleY], [moveX, moveY]] = [
    topology.transform?.scale ?? [1, 1],
    topology.transform?.translate ?? [0, 0],
  ];
  const shrink = Math.cos((place[1] * Math.PI) / 180);
  let nearest: number | null = null;
  for (const [index, arc] of topology.arcs.entries()) {
    if (!isNear(arcBoxes[index], place, nearest ?? degrees)) continue;
    let [x, y] = [0, 0];
    for (const [stepX = 0, stepY = 0] of arc) {
      x += stepX;
      y += stepY;
      const turned = Math.abs(x * scaleX + moveX - place[0]) % 360;
      const distance = Math.hypot(Math.min(turned, 360 - turned) * shrink, y * scaleY + moveY - place[1]);
      if (distance <= (nearest ?? degrees)) nearest = distance;
    }
  }
  return nearest;
}

function layerOf(name: LayerName): Layer {
  const known = layers.get(name);
  if (known !== undefined) return known;
  const { file, object } = sources[name];
  const topology = topologies.get(file) ?? readTopology(file);
  topologies.set(file, topology);
  // The file is part of the package at its exact version: its shape is known.
  const collection = topology.objects[object] as GeometryCollection<{ name: string }>;
  const arcBoxes = topology.arcs.map((arc) => boxOfArc(arc, topology));
  const boxes = collection.geometries.map((geometry) => boxOfArcs("arcs" in geometry ? geometry.arcs : [], arcBoxes));
  const layer = { topology, collection, boxes, arcBoxes };
  layers.set(name, layer);
  return layer;
}

function nameOf(properties: object | undefined): string {
  return properties !== undefined && "name" in properties ? String(properties.name) : "";
}

function readTopology(file: string): Topology {
  return JSON.parse(readFileSync(join(process.cwd(), "node_modules", file), "utf8")) as Topology;
}

function boxOfArcs(arcs: readonly unknown[], arcBoxes: readonly Box[]): Box {
  // An arc that is walked backwards is named by the complement of its number.
  return joined(arcsOf(arcs).map((arc) => arcBoxes[arc < 0 ? ~arc : arc]));
}

function arcsOf(arcs: readonly unknown[]): number[] {
  return arcs.flatMap((arc) => (Array.isArray(arc) ? arcsOf(arc) : typeof arc === "number" ? [arc] : []));
}

/** Arcs are kept as steps on a grid. */
function boxOfArc(arc: number[][], { transform }: Topology): Box {
  const [[scaleX, scaleY], [moveX, moveY]] = [transform?.scale ?? [1, 1], transform?.translate ?? [0, 0]];
  let [x, y] = [0, 0];
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [stepX = 0, stepY = 0] of arc) {
    x += stepX;
    y += stepY;
    [west, east] = [Math.min(west, x), Math.max(east, x)];
    [south, north] = [Math.min(south, y), Math.max(north, y)];
  }
  const [bottom, top] = [south * scaleY + moveY, north * scaleY + moveY];
  // Antarctica's coast runs round the pole and so does not reach it, but its land does.
  return [west * scaleX + moveX, bottom < -80 ? -90 : bottom, east * scaleX + moveX, top];
}

function joined(boxes: (Box | undefined)[]): Box {
  return boxes.reduce<Box>(
    (all, box) =>
      box === undefined
        ? all
        : [Math.min(all[0], box[0]), Math.min(all[1], box[1]), Math.max(all[2], box[2]), Math.max(all[3], box[3])],
    [Infinity, Infinity, -Infinity, -Infinity],
  );
}

function isNear(box: Box | undefined, [longitude, latitude]: readonly [number, number], degrees: number): boolean {
  if (box === undefined) return false;
  const [west, south, east, north] = box;
  if (latitude < south - degrees || latitude > north + degrees) return false;
  // Meridians draw together towards the poles, and beside a pole every longitude is near.
  const shrink = Math.cos((Math.min(90, Math.abs(latitude) + degrees) * Math.PI) / 180);
  const across = shrink < 0.01 ? 360 : degrees / shrink;
  return [-360, 0, 360].some((turn) => longitude + turn >= west - across && longitude + turn <= east + across);
}
