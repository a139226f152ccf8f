"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import type { CalendarEvent } from "@/lib/message/parts";
import { MomentInput } from "./moment-input";
import { OwnLabel } from "./own-label";

const hourMs = 3_600_000;

/** What comes into the person's calendar. */
export function EventFields({
  event,
  of,
  timeZone,
  readOnly,
  onChange,
}: {
  event: CalendarEvent;
  /** "button 2". */
  of: string;
  timeZone: string;
  readOnly: boolean;
  onChange: (event: CalendarEvent, field: string) => void;
}) {
  const isBackwards = event.startsAt !== "" && event.endsAt !== "" && event.endsAt <= event.startsAt;
  return (
    <div className="grid gap-3 @md:grid-cols-2">
      <Field label={<OwnLabel of={of}>Name of the event</OwnLabel>} className="@md:col-span-2">
        <Input
          value={event.title}
          maxLength={100}
          readOnly={readOnly}
          className="read-only:bg-sunken"
          placeholder="Opening evening"
          onChange={({ target }) => onChange({ ...event, title: target.value }, "title")}
        />
      </Field>
      <Field label={<OwnLabel of={of}>Starts</OwnLabel>} hint={`Time in ${timeZone.replaceAll("_", " ")}.`}>
        <MomentInput
          value={event.startsAt}
          timeZone={timeZone}
          readOnly={readOnly}
          onValueChange={(startsAt) => {
            const isEndOpen = event.endsAt === "" && startsAt !== "";
            const endsAt = isEndOpen ? new Date(Date.parse(startsAt) + hourMs).toISOString() : event.endsAt;
            onChange({ ...event, startsAt, endsAt }, "starts");
          }}
        />
      </Field>
      <Field
        label={<OwnLabel of={of}>Ends</OwnLabel>}
        hint={`Time in ${timeZone.replaceAll("_", " ")}.`}
        error={isBackwards ? "It ends before it starts. Choose a later end." : undefined}
      >
        <MomentInput
          value={event.endsAt}
          timeZone={timeZone}
          readOnly={readOnly}
          onValueChange={(endsAt) => onChange({ ...event, endsAt }, "ends")}
        />
      </Field>
      <Field label={<OwnLabel of={of}>Where</OwnLabel>} optional className="@md:col-span-2">
        <Input
          value={event.location}
          maxLength={200}
          readOnly={readOnly}
          className="read-only:bg-sunken"
          placeholder="12 Harbor Street"
          onChange={({ target }) => onChange({ ...event, location: target.value }, "location")}
        />
      </Field>
      <Field label={<OwnLabel of={of}>Notes</OwnLabel>} optional className="@md:col-span-2">
        <Textarea
          value={event.description}
          maxLength={500}
          rows={2}
          readOnly={readOnly}
          className="read-only:bg-sunken"
          onChange={({ target }) => onChange({ ...event, description: target.value }, "description")}
        />
      </Field>
    </div>
  );
}
