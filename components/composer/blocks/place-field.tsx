"use client";

import { ExternalLink } from "lucide-react";
import { type Place, parsePlace, placeText } from "@/lib/message/parse-place";
import { OwnLabel } from "./own-label";
import { ParsedInput } from "./parsed-input";

/** Where something is: typed as coordinates, or pasted from a map. */
export function PlaceField({
  place,
  of,
  optional = false,
  readOnly,
  className,
  onChange,
}: {
  place: Place | null;
  /** "button 2". */
  of: string;
  optional?: boolean;
  readOnly: boolean;
  className?: string;
  onChange: (place: Place | null) => void;
}) {
  return (
    <div className={className}>
      <ParsedInput
        label={<OwnLabel of={of}>Place</OwnLabel>}
        hint="Coordinates or a map link."
        optional={optional}
        value={place}
        show={placeText}
        parse={parsePlace}
        complaint="No coordinates are in this. Write them as 41.15, -8.61, or open the short link and paste the long address."
        placeholder="41.15, -8.61"
        readOnly={readOnly}
        onValueChange={onChange}
      />
      {place !== null && (
        <p className="mt-1.5 text-sm">
          <a
            className="inline-flex items-center gap-1 text-accent-ink underline"
            href={`https://www.openstreetmap.org/?mlat=${place.latitude}&mlon=${place.longitude}#map=17/${place.latitude}/${place.longitude}`}
            target="_blank"
            rel="noreferrer"
          >
            Look at it on a map <ExternalLink className="size-3.5" aria-hidden />
            <span className="sr-only">(opens in a new tab)</span>
          </a>
        </p>
      )}
    </div>
  );
}
