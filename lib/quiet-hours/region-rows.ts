import { defaultHours } from "@/lib/quiet-hours/default-hours";
import { regionName } from "@/lib/quiet-hours/region-name";
import type { OwnHours, RegionHours } from "@/lib/quiet-hours/schema";
import { usStates } from "@/lib/quiet-hours/us-states";
import { countries } from "@/lib/workspace/places";

/** A region with hours of its own. */
export interface RegionRow {
  region: string;
  name: string;
  hours: RegionHours;
  /** Whether the workspace changed or added it. */
  isOwn: boolean;
  isShipped: boolean;
}

/** Everybody else, the US, its states, then countries; each with the hours that count there. */
export function regionRows({ regions }: OwnHours): RegionRow[] {
  const keys = new Set([...Object.keys(defaultHours), ...Object.keys(regions)]);
  return [...keys]
    .flatMap((region): RegionRow[] => {
      const hours = regions[region] ?? defaultHours[region];
      if (hours === undefined) return [];
      const isOwn = regions[region] !== undefined;
      return [{ region, name: regionName(region) ?? region, hours, isOwn, isShipped: region in defaultHours }];
    })
    .sort((one, other) => rank(one.region) - rank(other.region) || (one.name < other.name ? -1 : 1));
}

function rank(region: string): number {
  return region === "*" ? 0 : region === "US" ? 1 : region.startsWith("US-") ? 2 : 3;
}

/** Regions that have no hours of their own yet. */
export function regionsToAdd(quietHours: OwnHours): { region: string; name: string }[] {
  const known = new Set(regionRows(quietHours).map(({ region }) => region));
  const states = Object.entries(usStates).map(([code, { name }]) => ({ region: `US-${code}`, name: `${name} (US)` }));
  const others = countries.map(({ code, name }) => ({ region: code, name }));
  return [...states, ...others].filter(({ region }) => !known.has(region));
}
