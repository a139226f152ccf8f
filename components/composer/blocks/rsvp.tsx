"use client";

import { useRef } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";
import type { RsvpBlock } from "@/lib/message/blocks/rsvp";
import type { CalendarEvent } from "@/lib/message/parts";
import { CharCounter } from "../char-counter";
import { buttonLabelLimit } from "../field-limits";
import { LiquidInput } from "../liquid-input";
import type { BlockEditorProps } from "./block-editor";
import { EventFields } from "./event-fields";
import { LabelList } from "./label-list";

const answersMax = 3;
const emptyEvent: CalendarEvent = { title: "", startsAt: "", endsAt: "", location: "", description: "" };

/** A question answered with one tap. */
export function RsvpEditor({ block, readOnly, tools, onChange }: BlockEditorProps<RsvpBlock>) {
  // An event that was switched off comes back when it is switched on again.
  const kept = useRef(emptyEvent);
  return (
    <div className="space-y-3 p-3.5">
      <Field label="Question">
        <LiquidInput
          value={block.question}
          maxLength={500}
          rows={2}
          readOnly={readOnly}
          placeholder="Will you come?"
          variables={tools.variables}
          onValueChange={(question) => onChange({ ...block, question }, "question")}
        />
      </Field>
      <div>
        <p className="mb-1 font-medium">Answers</p>
        <LabelList
          items={block.answers}
          itemsMax={answersMax}
          charsMax={20}
          readOnly={readOnly}
          autoFocus={false}
          newId={tools.newId}
          variables={[]}
          onChange={(answers, field) => onChange({ ...block, answers }, field)}
        />
      </div>
      <Switch
        label="Offer it for the calendar"
        hint="Adds a button that puts the event into the person's calendar."
        checked={block.event !== null}
        disabled={readOnly}
        onCheckedChange={(checked) => {
          if (block.event !== null) kept.current = block.event;
          onChange({ ...block, event: checked ? kept.current : null }, null);
        }}
      />
      {block.event !== null && (
        <div className="@container space-y-3 rounded-lg border bg-canvas p-3">
          <EventFields
            event={block.event}
            of="the event"
            timeZone={tools.timeZone}
            readOnly={readOnly}
            onChange={(event, field) => onChange({ ...block, event }, `event.${field}`)}
          />
          <div>
            <Field label="Words on the calendar button">
              <Input
                value={block.calendar.label}
                maxLength={25}
                readOnly={readOnly}
                className="read-only:bg-sunken"
                placeholder="Add to calendar"
                onChange={(event) =>
                  onChange({ ...block, calendar: { ...block.calendar, label: event.target.value } }, "calendar")
                }
              />
            </Field>
            <CharCounter text={block.calendar.label} limit={buttonLabelLimit} />
          </div>
        </div>
      )}
    </div>
  );
}
