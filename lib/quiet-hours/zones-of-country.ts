import { remember } from "@/lib/remember";

/** `timeZones` is what runtimes had before `getTimeZones`; TypeScript knows neither yet. */
interface WithZones {
  getTimeZones?: () => string[] | undefined;
  timeZones?: string[];
}

/** The time zones of a country, by the runtime's own CLDR data. Empty when it knows none. Example: FR -> [Europe/Paris]. */
export const zonesOfCountry = remember(500, (country): readonly string[] => {
  if (!/^[A-Z]{2}$/.test(country)) return [];
  const locale: Intl.Locale & WithZones = new Intl.Locale(`und-${country}`);
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
});
