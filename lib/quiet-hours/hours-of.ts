import { defaultHours } from "@/lib/quiet-hours/default-hours";
import type { Place } from "@/lib/quiet-hours/places-of";
import type { OwnHours, RegionHours } from "@/lib/quiet-hours/schema";

/**
 * The hours that count at a place: those of its state, else of its country, else of everybody else. What the workspace
 * says of a region goes before what we ship for it. Null when messages may arrive there at any hour.
 */
export function hoursOf({ country, state }: Pick<Place, "country" | "state">, quietHours: OwnHours) {
  const found = [`${country}-${state}`, String(country), "*"]
    .map((region): RegionHours | undefined => quietHours.regions[region] ?? defaultHours[region])
    .find((hours) => hours !== undefined);
  return found?.isOn === true ? found : null;
}
