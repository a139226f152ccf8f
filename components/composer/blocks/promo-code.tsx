"use client";

import Link from "next/link";
import { useRef } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import type { PromoCodeBlock } from "@/lib/message/blocks/promo-code";
import { codesCountedMax } from "@/lib/promo/pool-form";
import { LiquidInput } from "../liquid-input";
import type { BlockEditorProps, PromoPool } from "./block-editor";

type CodeSource = PromoCodeBlock["code"];

const emptySources: Record<CodeSource["type"], CodeSource> = {
  fixed: { type: "fixed", code: "" },
  generated: { type: "generated", prefix: "", chars: 8 },
  pool: { type: "pool", poolId: null },
};

/** What the made part of an example looks like. */
const sampleChars = "K7QMX4WPT9HR";

/** A code that gives a discount: the same for everybody, or one for each person. */
export function PromoCodeEditor({ block, readOnly, tools, onChange }: BlockEditorProps<PromoCodeBlock>) {
  const { code } = block;
  // What was typed for one source comes back when that source is chosen again.
  const kept = useRef({ ...emptySources });
  const change = (next: CodeSource, field: string | null) => onChange({ ...block, code: next }, field);
  return (
    <div className="space-y-3 p-3.5">
      <Field label="Words before the code">
        <LiquidInput
          value={block.label}
          maxLength={200}
          readOnly={readOnly}
          placeholder="10 % off with"
          variables={tools.variables}
          onValueChange={(label) => onChange({ ...block, label }, "label")}
        />
      </Field>
      <Segmented
        label="Whose code"
        value={code.type}
        onValueChange={(type) => {
          kept.current[code.type] = code;
          change(kept.current[type], null);
        }}
        options={[
          { value: "fixed", label: "One for all", disabled: readOnly },
          { value: "generated", label: "One per person", disabled: readOnly },
          { value: "pool", label: "From a list", disabled: readOnly },
        ]}
      />
      {code.type === "fixed" && (
        <Field label="Code">
          <Input
            value={code.code}
            maxLength={40}
            readOnly={readOnly}
            spellCheck={false}
            placeholder="SUMMER10"
            className="font-mono read-only:bg-sunken"
            onChange={(event) => change({ type: "fixed", code: event.target.value }, "code")}
          />
        </Field>
      )}
      {code.type === "generated" && (
        <>
          <div className="grid gap-3 sm:grid-cols-2">
            <Field label="Begins with" hint="Capital letters, digits and hyphens." optional>
              <Input
                value={code.prefix}
                maxLength={10}
                readOnly={readOnly}
                spellCheck={false}
                placeholder="HARBOR-"
                className="font-mono read-only:bg-sunken"
                onChange={(event) =>
                  change({ ...code, prefix: event.target.value.toUpperCase().replace(/[^A-Z0-9-]/g, "") }, "prefix")
                }
              />
            </Field>
            <Field label="Then" hint="Longer codes are harder to guess.">
              <Select
                value={code.chars}
                disabled={readOnly}
                onChange={(event) => change({ ...code, chars: Number(event.target.value) }, null)}
              >
                {[6, 7, 8, 9, 10, 11, 12].map((chars) => (
                  <option key={chars} value={chars}>
                    {chars} letters and digits
                  </option>
                ))}
              </Select>
            </Field>
          </div>
          <p className="text-muted text-sm">
            Everybody gets their own, such as{" "}
            <code className="rounded-md border bg-sunken px-1.5 py-0.5 text-ink">
              {code.prefix + sampleChars.slice(0, code.chars)}
            </code>
          </p>
        </>
      )}
      {code.type === "pool" && (
        <PoolField
          poolId={code.poolId}
          pools={tools.promoPools}
          readOnly={readOnly}
          onChange={(poolId) => change({ type: "pool", poolId }, null)}
        />
      )}
      <Switch
        label="Also as a QR code"
        hint="A picture to be scanned at the till."
        checked={block.asQr}
        disabled={readOnly}
        onCheckedChange={(asQr) => onChange({ ...block, asQr }, null)}
      />
    </div>
  );
}

function PoolField({
  poolId,
  pools,
  readOnly,
  onChange,
}: {
  poolId: string | null;
  pools: readonly PromoPool[];
  readOnly: boolean;
  onChange: (poolId: string | null) => void;
}) {
  const isGone = poolId !== null && pools.every(({ id }) => id !== poolId);
  if (pools.length === 0 && !isGone) {
    return (
      <p className="rounded-lg border border-dashed p-3 text-muted text-sm">
        No lists yet. Have codes made per person instead, or add a list under{" "}
        <Link href="/settings/promo-codes" target="_blank" className="underline underline-offset-2">
          Settings, Promo codes
        </Link>
        .
      </p>
    );
  }
  return (
    <Field
      label="List of codes"
      hint="Each person gets one of it; a code is never given twice."
      error={isGone ? "This list was removed. Choose another." : undefined}
    >
      <Select
        value={poolId ?? ""}
        disabled={readOnly}
        onChange={(event) => onChange(event.target.value === "" ? null : event.target.value)}
      >
        <option value="">Choose a list</option>
        {isGone && <option value={poolId}>A removed list</option>}
        {pools.map(({ id, name, left }) => (
          <option key={id} value={id}>
            {name} (
            {left > codesCountedMax ? `over ${codesCountedMax.toLocaleString("en")}` : left.toLocaleString("en")} left)
          </option>
        ))}
      </Select>
    </Field>
  );
}
