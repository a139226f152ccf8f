"use client";

import { TriangleAlert } from "lucide-react";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { localTime, zonedTime } from "@/lib/campaign/zoned-time";
import type { CountdownBlock } from "@/lib/message/blocks/countdown";
import { colorContrast } from "@/lib/message/color-contrast";
import { isTimeZone, timeZones } from "@/lib/workspace/places";
import { LiquidInput } from "../liquid-input";
import type { BlockEditorProps } from "./block-editor";
import { ColorField } from "./color-field";
import { MomentInput } from "./moment-input";

type Style = CountdownBlock["style"];

/** What large figures need to be read, by WCAG 2.2. */
const contrastMin = 3;

/** The time that is left, drawn as a picture when it is looked at. */
export function CountdownEditor({ block, readOnly, tools, onChange }: BlockEditorProps<CountdownBlock>) {
  const { style } = block;
  const restyle = (part: keyof Style) => (color: string) =>
    onChange({ ...block, style: { ...style, [part]: color } }, `style.${part}`);
  // A zone that only this workspace's import knows stays choosable.
  const zones = timeZones.includes(block.timeZone) ? timeZones : [block.timeZone, ...timeZones];
  return (
    <div className="@container space-y-3 p-3.5">
      <Sketch label={block.label} style={style} />
      <Field label="What ends or begins">
        <LiquidInput
          value={block.label}
          maxLength={60}
          readOnly={readOnly}
          placeholder="Sale ends"
          variables={tools.variables}
          onValueChange={(label) => onChange({ ...block, label }, "label")}
        />
      </Field>
      <div className="grid gap-3 @md:grid-cols-2">
        <Field label="Day and hour">
          <MomentInput
            value={block.deadline}
            timeZone={block.timeZone}
            readOnly={readOnly}
            onValueChange={(deadline) => onChange({ ...block, deadline }, "deadline")}
          />
        </Field>
        <Field label="On the clock of">
          <Select
            value={block.timeZone}
            disabled={readOnly}
            onChange={(event) => {
              // "Friday at six" stays Friday at six: the moment moves, not the clock that was typed.
              const timeZone = event.target.value;
              const typed =
                block.deadline === "" || !isTimeZone(block.timeZone)
                  ? ""
                  : localTime(new Date(block.deadline), block.timeZone);
              const deadline = zonedTime(typed, timeZone)?.toISOString() ?? block.deadline;
              onChange({ ...block, timeZone, deadline }, null);
            }}
          >
            {zones.map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll("_", " ")}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <div className="grid gap-3 @md:grid-cols-3">
        <ColorField
          label="Background"
          value={style.background}
          readOnly={readOnly}
          onValueChange={restyle("background")}
        />
        <ColorField
          label="Figures"
          value={style.foreground}
          readOnly={readOnly}
          onValueChange={restyle("foreground")}
        />
        <ColorField label="Words" value={style.accent} readOnly={readOnly} onValueChange={restyle("accent")} />
      </div>
      <ContrastWarning style={style} />
    </div>
  );
}

function ContrastWarning({ style }: { style: Style }) {
  const faint = (
    [
      ["figures", style.foreground],
      ["words", style.accent],
    ] as const
  ).filter(([, color]) => colorContrast(color, style.background) < contrastMin);
  if (faint.length === 0) return null;
  return (
    <p role="status" className="flex items-start gap-1.5 text-sm text-warning-ink">
      <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
      The {faint.map(([name]) => name).join(" and the ")} can hardly be told from the background. Choose a lighter or
      darker colour.
    </p>
  );
}

/** Roughly how it looks; the preview beside shows the picture that is sent. */
function Sketch({ label, style }: { label: string; style: Style }) {
  return (
    <div
      aria-hidden
      className="rounded-lg px-4 py-3 text-center"
      style={{ background: style.background, color: style.foreground }}
    >
      <p className="truncate font-medium text-sm" style={{ color: style.accent }}>
        {label || "\u00a0"}
      </p>
      <p className="mt-1 flex justify-center gap-4 font-semibold text-2xl tabular-nums">
        {[
          ["02", "days"],
          ["14", "hours"],
          ["30", "minutes"],
        ].map(([figure, unit]) => (
          <span key={unit}>
            {figure}
            <span className="block font-normal text-xs" style={{ color: style.accent }}>
              {unit}
            </span>
          </span>
        ))}
      </p>
    </div>
  );
}
