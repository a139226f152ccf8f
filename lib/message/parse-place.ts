import type { z } from "zod";
import type { placeSchema } from "@/lib/message/parts";

export type Place = z.infer<typeof placeSchema>;

const pair = String.raw`([+-]?\d{1,2}(?:\.\d+)?)\s*(?:[,;]|%2C|\s)\s*([+-]?\d{1,3}(?:\.\d+)?)`;

/** Where map services write the place in their links, the surest first: the pin before the middle of the map. */
const inLinks = [
  /!3d([+-]?\d{1,2}(?:\.\d+)?)!4d([+-]?\d{1,3}(?:\.\d+)?)/,
  /[?&]mlat=([+-]?\d{1,2}(?:\.\d+)?)&mlon=([+-]?\d{1,3}(?:\.\d+)?)/,
  new RegExp(`[?&](?:q|query|ll|destination|daddr|center|cp)=(?:loc:)?${pair}`),
  /[@/]([+-]?\d{1,2}\.\d+),([+-]?\d{1,3}\.\d+)/,
  /#map=\d+(?:\.\d+)?\/([+-]?\d{1,2}(?:\.\d+)?)\/([+-]?\d{1,3}(?:\.\d+)?)/,
];

const alone = new RegExp(`^(?:geo:)?${pair}(?:[?;].*)?$`);
const withHemispheres = /^(\d{1,2}(?:\.\d+)?)\s*°?\s*([NS])[\s,;]+(\d{1,3}(?:\.\d+)?)\s*°?\s*([EW])$/i;

/** Reads a place from coordinates ("41.15, -8.61", "41.15 N 8.61 W") or a link to a map; null when there is none in it. */
export function parsePlace(text: string): Place | null {
  const trimmed = text.trim();
  const compass = withHemispheres.exec(trimmed);
  if (compass !== null) {
    const [, north, ns, east, ew] = compass;
    return within(
      Number(north) * (ns?.toUpperCase() === "S" ? -1 : 1),
      Number(east) * (ew?.toUpperCase() === "W" ? -1 : 1),
    );
  }
  const isLink = /^https?:\/\//i.test(trimmed);
  for (const pattern of isLink ? inLinks : [alone]) {
    const match = pattern.exec(trimmed);
    if (match !== null) return within(Number(match[1]), Number(match[2]));
  }
  return null;
}

/** A place as people write and paste it. */
export function placeText({ latitude, longitude }: Place): string {
  return `${latitude}, ${longitude}`;
}

function within(latitude: number, longitude: number): Place | null {
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
}
