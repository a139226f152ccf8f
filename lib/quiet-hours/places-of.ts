import { countryOfNumber } from "@/lib/cost/country-of-number";
import { stateOfAddress, stateOfNumber } from "@/lib/quiet-hours/state-of";
import { areaCodeZones, canadianProvinces, usStates } from "@/lib/quiet-hours/us-states";
import { zonesOfCountry } from "@/lib/quiet-hours/zones-of-country";
import { remember } from "@/lib/remember";
import { isTimeZone } from "@/lib/workspace/places";

/** Somewhere a person may be: whose rules count there, and what its clock shows. */
export interface Place {
  country: string | null;
  /** Of the US. */
  state: string | null;
  timeZone: string;
}

/** What is known of where somebody is. */
export interface Whereabouts {
  country: string | null;
  timeZone: string | null;
  /** Digits without "+"; null when they have no phone. */
  phone: string | null;
  attributes: Readonly<Record<string, unknown>>;
}

/** Where people are of whom nothing is known. */
export interface HomePlace {
  country: string;
  timeZone: string;
}

/**
 * Everywhere a person may be, by what is known: their own time zone, else that of their state or country. An area code
 * says where a number was given out, not where its owner is, so where it and the stored address differ, both count; and
 * of whom only the country is known may be anywhere in it. People of whom the same is known get the same list.
 */
export function placesOf(who: Whereabouts, home: HomePlace): readonly Place[] {
  const timeZone = who.timeZone !== null && isKnownZone(who.timeZone) ? who.timeZone : null;
  const number = who.phone === null ? null : stateOfNumber(who.phone);
  const ofNumber = number?.country ?? (who.phone === null ? null : countryOfNumber(who.phone));
  const clues: Clues = {
    ...{ timeZone, home, ofNumber, ofAddress: who.country },
    stateOfNumber: number?.state ?? null,
    areaCode: number === null ? null : (who.phone?.slice(1, 4) ?? null),
    stateOfAddress:
      who.country === "US" || ofNumber === "US" || who.country === null ? stateOfAddress(who.attributes) : null,
  };
  return placesByClues(JSON.stringify(clues));
}

/** All that the places of a person follow from. */
interface Clues {
  timeZone: string | null;
  home: HomePlace;
  ofNumber: string | null;
  ofAddress: string | null;
  stateOfNumber: string | null;
  areaCode: string | null;
  stateOfAddress: string | null;
}

const placesByClues = remember(5_000, (key): readonly Place[] => {
  const clues: Clues = JSON.parse(key);
  const { ofNumber, ofAddress, home, timeZone } = clues;
  const countries = new Set([ofAddress, ofNumber].filter((country) => country !== null));
  if (countries.size === 0) countries.add(home.country);
  return [...countries].flatMap((country) => {
    if (country === "US") return placesInUs(clues);
    const zones =
      timeZone !== null ? [timeZone] : zonesIn(country, ofNumber === country ? clues.stateOfNumber : null, home);
    return zones.map((zone) => ({ country, state: null, timeZone: zone }));
  });
});

/** US states a person is known to live in: by their address, and by their area code. */
export function knownStates({ attributes, phone, country }: Whereabouts): string[] {
  const number = phone === null ? null : stateOfNumber(phone);
  if (country !== null && country !== "US" && number?.country !== "US") return [];
  const byNumber = number?.country === "US" ? number.state : null;
  return [...new Set([stateOfAddress(attributes), byNumber].filter((state) => state !== null))];
}

function placesInUs({ timeZone, stateOfAddress: byAddress, ...number }: Clues): Place[] {
  const byNumber = number.ofNumber === "US" ? number.stateOfNumber : null;
  const states = new Set([byAddress, byNumber].filter((state) => state !== null));
  const isHere = (state: string) => timeZone === null || usStates[state]?.zones.includes(timeZone) === true;
  // Whoever has an area code of one coast and the time of the other lives somewhere in that zone.
  if (states.size === 0 || (byAddress === null && ![...states].some(isHere))) {
    const everywhere = Object.keys(usStates);
    const here = everywhere.filter(isHere);
    for (const state of here.length > 0 ? here : everywhere) states.add(state);
  }
  return [...states].flatMap((state) => {
    const narrowed = state === byNumber ? areaCodeZones[number.areaCode ?? ""] : undefined;
    const zones = timeZone !== null ? [timeZone] : narrowed !== undefined ? [narrowed] : (usStates[state]?.zones ?? []);
    return zones.map((zone) => ({ country: "US", state, timeZone: zone }));
  });
}

function zonesIn(country: string, province: string | null, home: HomePlace): readonly string[] {
  const zones = province === null ? zonesOfCountry(country) : (canadianProvinces[province]?.zones ?? []);
  return zones.length > 0 ? zones : [home.timeZone];
}

/** Asked for every person, and slow to find out. */
const isKnownZone = remember(2_000, isTimeZone);
