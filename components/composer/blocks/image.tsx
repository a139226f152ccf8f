"use client";

import { useRef } from "react";
import { Field } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { Switch } from "@/components/ui/switch";
import type { ImageBlock } from "@/lib/message/blocks/image";
import type { Overlay } from "@/lib/message/parts";
import { LiquidInput } from "../liquid-input";
import type { BlockEditorProps } from "./block-editor";
import { ColorField } from "./color-field";
import { LookField, withLook } from "./look-field";
import { MediaEditor } from "./media-editor";

const emptyOverlay: Overlay = { text: "", place: "bottom", color: "#ffffff" };

/** A picture, with words drawn on it for each person where wanted. */
export function ImageEditor({ block, readOnly, autoFocus, tools, onChange }: BlockEditorProps<ImageBlock>) {
  const overlay = block.overlay ?? null;
  // Words that were switched off come back when they are switched on again.
  const kept = useRef(emptyOverlay);
  const change = (next: Partial<Overlay>, field: string | null) =>
    overlay !== null && onChange({ ...block, overlay: { ...overlay, ...next } }, field);
  return (
    <MediaEditor
      content={block}
      kind="image"
      descriptionHint="Read aloud by screen readers, and sent where a picture cannot go."
      placeholder="A red kayak on a quiet lake"
      readOnly={readOnly}
      autoFocus={autoFocus}
      tools={tools}
      onChange={(content, field) => onChange({ ...block, ...content }, field)}
    >
      <Switch
        label="Words on the picture"
        hint="Drawn for each person: a name, a price, a city."
        checked={overlay !== null}
        disabled={readOnly}
        onCheckedChange={(checked) => {
          if (overlay !== null) kept.current = overlay;
          onChange({ ...block, overlay: checked ? kept.current : null }, null);
        }}
      />
      {overlay !== null && (
        <div className="space-y-3 rounded-lg border bg-canvas p-3">
          <Field label="Words" hint="Type { for a variable.">
            <LiquidInput
              value={overlay.text}
              maxLength={200}
              readOnly={readOnly}
              placeholder="For you, Ada"
              variables={tools.variables}
              onValueChange={(text) => change({ text }, "overlay")}
            />
          </Field>
          <div className="grid gap-3 sm:grid-cols-2">
            <div>
              <p className="mb-1 font-medium">Where</p>
              <Segmented
                label="Where the words stand"
                value={overlay.place}
                onValueChange={(place) => change({ place }, null)}
                options={[
                  { value: "top", label: "Top", disabled: readOnly },
                  { value: "middle", label: "Middle", disabled: readOnly },
                  { value: "bottom", label: "Bottom", disabled: readOnly },
                ]}
              />
            </div>
            <ColorField
              label="Colour of the words"
              value={overlay.color}
              readOnly={readOnly}
              onValueChange={(color) => change({ color }, "overlayColor")}
            />
          </div>
        </div>
      )}
      <LookField look={block.look} readOnly={readOnly} onChange={(look) => onChange(withLook(block, look), null)} />
    </MediaEditor>
  );
}
