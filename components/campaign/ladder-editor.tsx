"use client";

import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import Link from "next/link";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { ChannelDot } from "@/components/ui/channel-dot";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type ChannelId, channelIds } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import { pickWords, rungChannelWords } from "@/lib/ladder/pick-words";
import { type Ladder, pickSchema, type Rung, successConditionSchema } from "@/lib/ladder/schema";
import { splitWait, successWords, waitUnits } from "@/lib/ladder/wait-words";

export interface LadderEditorProps {
  ladder: Ladder;
  onChange: (ladder: Ladder) => void;
  isReadOnly: boolean;
}

const rungsMax = 8;

/** The steps people are reached by, one after the other. */
export function LadderEditor({ ladder, onChange, isReadOnly }: LadderEditorProps) {
  const { rungs } = ladder;
  const change = (index: number, next: Partial<Rung>) =>
    onChange({ rungs: rungs.map((rung, place) => (place === index ? { ...rung, ...next } : rung)) });
  const move = (index: number, by: number) => {
    const next = [...rungs];
    const [moved] = next.splice(index, 1);
    if (moved !== undefined) next.splice(index + by, 0, moved);
    onChange({ rungs: next });
  };
  const add = () => {
    const last = rungs.at(-1);
    const id = `rung-${rungs.length + 1}-${rungs.map((rung) => rung.id).join("").length}`;
    onChange({
      rungs: [...rungs, { id, channels: ["sms"], waitSeconds: last?.waitSeconds ?? 86_400, success: "delivered" }],
    });
  };
  return (
    <div className="space-y-3">
      <ol className="space-y-3">
        {rungs.map((rung, index) => (
          <li key={rung.id} className="rounded-xl border border-line bg-surface p-4">
            <div className="mb-3 flex items-center gap-2">
              <h3 className="flex-1 font-semibold">
                Step {index + 1}: {rungChannelWords(rung)}
              </h3>
              {!isReadOnly && (
                <>
                  <Button
                    variant="quiet"
                    size="sm"
                    iconOnly
                    aria-label={`Move step ${index + 1} up`}
                    disabled={index === 0}
                    onClick={() => move(index, -1)}
                  >
                    <ArrowUp aria-hidden />
                  </Button>
                  <Button
                    variant="quiet"
                    size="sm"
                    iconOnly
                    aria-label={`Move step ${index + 1} down`}
                    disabled={index === rungs.length - 1}
                    onClick={() => move(index, 1)}
                  >
                    <ArrowDown aria-hidden />
                  </Button>
                  <Button
                    variant="quiet"
                    size="sm"
                    iconOnly
                    aria-label={`Remove step ${index + 1}`}
                    disabled={rungs.length === 1}
                    onClick={() => onChange({ rungs: rungs.filter((_, place) => place !== index) })}
                  >
                    <Trash2 aria-hidden />
                  </Button>
                </>
              )}
            </div>
            <RungFields
              rung={rung}
              step={index + 1}
              isLast={index === rungs.length - 1}
              onChange={(next) => change(index, next)}
            />
          </li>
        ))}
      </ol>
      {!isReadOnly && (
        <Button variant="secondary" disabled={rungs.length >= rungsMax} onClick={add}>
          <Plus aria-hidden /> Add step
        </Button>
      )}
    </div>
  );
}

interface RungFieldsProps {
  rung: Rung;
  step: number;
  isLast: boolean;
  onChange: (change: Partial<Rung>) => void;
}

function RungFields({ rung, step, isLast, onChange }: RungFieldsProps) {
  const wait = splitWait(rung.waitSeconds);
  const unitSeconds = waitUnits.find(({ name }) => name === wait.unit)?.seconds ?? 1;
  return (
    <div className="space-y-3">
      <ChannelChoice rung={rung} step={step} onChange={onChange} />
      {rung.channels.length > 1 && (
        <Field
          label={`Which of them step ${step} takes`}
          hint={rung.pick === "best" ? bestHint : "The first that the person agreed to and can be reached on."}
          className="max-w-md"
        >
          <Select
            value={rung.pick ?? "in_order"}
            onChange={(event) => onChange({ pick: pickSchema.parse(event.target.value) })}
          >
            {pickSchema.options.map((each) => (
              <option key={each} value={each}>
                {pickWords[each]}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <div className="flex flex-wrap items-end gap-3">
        <Field label={`Goal of step ${step}: it…`} className="min-w-56 flex-1">
          <Select
            value={rung.success}
            onChange={(event) => onChange({ success: successConditionSchema.parse(event.target.value) })}
          >
            {successConditionSchema.options.map((each) => (
              <option key={each} value={each}>
                {successWords[each]}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={isLast ? "Count results for" : "Wait at most"} className="w-28">
          <Input
            type="number"
            min={1}
            value={wait.amount}
            onChange={(event) =>
              onChange({ waitSeconds: Math.max(1, Math.round(Number(event.target.value) || 1)) * unitSeconds })
            }
          />
        </Field>
        <Field label={`Unit of the wait of step ${step}`} hideLabel className="w-32">
          <Select
            value={wait.unit}
            onChange={(event) => {
              const seconds = waitUnits.find(({ name }) => name === event.target.value)?.seconds ?? 1;
              onChange({ waitSeconds: wait.amount * seconds });
            }}
          >
            {waitUnits.map(({ name }) => (
              <option key={name} value={name}>
                {name}s
              </option>
            ))}
          </Select>
        </Field>
      </div>
    </div>
  );
}

const bestHint = (
  <>
    What the person asked for, else where they write to you, else where people like them and they themselves react most
    for what it costs. Each choice is explained in the report;{" "}
    <Link href="/settings/routing" className="underline">
      what was learned so far
    </Link>{" "}
    stands in the settings.
  </>
);

/** Which channels the step may use, in order of wish. */
function ChannelChoice({ rung, step, onChange }: Pick<RungFieldsProps, "rung" | "step" | "onChange">) {
  const id = useId();
  const toggle = (channel: ChannelId) => {
    const next = rung.channels.includes(channel)
      ? rung.channels.filter((each) => each !== channel)
      : [...rung.channels, channel];
    if (next.length > 0) onChange({ channels: next });
  };
  return (
    <fieldset>
      <legend className="mb-1 font-medium">
        Channels of step {step}
        {rung.pick !== "best" && ", in the order you choose them"}
      </legend>
      <div className="flex flex-wrap gap-2">
        {channelIds.map((channel) => {
          const place = rung.channels.indexOf(channel);
          return (
            <label
              key={channel}
              htmlFor={`${id}-${channel}`}
              className="flex min-h-9 cursor-pointer items-center gap-2 rounded-lg border border-line px-3 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2"
            >
              <input
                id={`${id}-${channel}`}
                type="checkbox"
                className="sr-only"
                checked={place >= 0}
                onChange={() => toggle(channel)}
              />
              <ChannelDot channel={channel} label={channels[channel].name} />
              {place >= 0 && rung.channels.length > 1 && rung.pick !== "best" && (
                <span className="text-sm text-muted tabular-nums">{place + 1}</span>
              )}
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
