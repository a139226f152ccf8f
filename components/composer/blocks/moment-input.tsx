"use client";

import { type ComponentProps, useEffect, useRef } from "react";
import { Input } from "@/components/ui/input";
import { localTime, zonedTime } from "@/lib/campaign/zoned-time";
import { isTimeZone } from "@/lib/workspace/places";

export interface MomentInputProps extends Pick<ComponentProps<"input">, "id" | "aria-describedby"> {
  /** UTC; empty while not chosen. */
  value: string;
  timeZone: string;
  readOnly: boolean;
  onValueChange: (value: string) => void;
}

/** A day and an hour on the clock of a time zone. */
export function MomentInput({ value, timeZone: wanted, readOnly, onValueChange, ...rest }: MomentInputProps) {
  const input = useRef<HTMLInputElement>(null);
  // A zone nobody knows may have come in with a copy; a clock is needed all the same.
  const timeZone = isTimeZone(wanted) ? wanted : "UTC";
  const shown = value === "" ? "" : localTime(new Date(value), timeZone);
  // The field keeps a date that is half typed, which it would lose if every change came back to it.
  const said = useRef(shown);
  useEffect(() => {
    if (input.current === null || said.current === shown) return;
    said.current = shown;
    input.current.value = shown;
  }, [shown]);
  return (
    <Input
      {...rest}
      ref={input}
      type="datetime-local"
      defaultValue={shown}
      readOnly={readOnly}
      className="read-only:bg-sunken"
      onChange={(event) => {
        if (event.target.validity.badInput) return;
        const moment = zonedTime(event.target.value, timeZone);
        said.current = moment === null ? "" : localTime(moment, timeZone);
        onValueChange(moment === null ? "" : moment.toISOString());
      }}
    />
  );
}
