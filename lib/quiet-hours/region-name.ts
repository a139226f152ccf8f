import { usStates } from "@/lib/quiet-hours/us-states";
import { countries } from "@/lib/workspace/places";

/** A region as screens say it; null for what is none. Examples: US-TX -> Texas, DE -> Germany, * -> Everybody else. */
export function regionName(region: string): string | null {
  if (region === "*") return "Everybody else";
  if (region === "US") return "United States, all other states";
  if (region.startsWith("US-")) return usStates[region.slice(3)]?.name ?? null;
  return countries.find(({ code }) => code === region)?.name ?? null;
}
