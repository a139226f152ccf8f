"use client";

import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { MediaLook } from "@/lib/message/parts";

const looks: readonly { value: string; label: string; look: MediaLook | undefined }[] = [
  { value: "usual", label: "As usual", look: undefined },
  { value: "short", label: "Low, above the words", look: { height: "short", orientation: "upright" } },
  { value: "medium", label: "Medium, above the words", look: { height: "medium", orientation: "upright" } },
  { value: "tall", label: "High, above the words", look: { height: "tall", orientation: "upright" } },
  { value: "sideways", label: "Beside the words", look: { height: "medium", orientation: "sideways" } },
];

/** How large a picture or film stands beside its words: rarely touched, so it is folded away. */
export function LookField({
  look,
  readOnly,
  onChange,
}: {
  look: MediaLook | undefined;
  readOnly: boolean;
  onChange: (look: MediaLook | undefined) => void;
}) {
  const value = look === undefined ? "usual" : look.orientation === "sideways" ? "sideways" : look.height;
  return (
    <details open={look !== undefined} className="group">
      <summary className="w-fit cursor-pointer rounded-sm py-0.5 text-muted text-sm hover:text-ink">More</summary>
      <Field label="How large" hint="For channels that let a message choose." className="mt-2">
        <Select
          value={value}
          disabled={readOnly}
          onChange={(event) => onChange(looks.find((each) => each.value === event.target.value)?.look)}
        >
          {looks.map((each) => (
            <option key={each.value} value={each.value}>
              {each.label}
            </option>
          ))}
        </Select>
      </Field>
    </details>
  );
}

/** The block with another look; without one the field is absent, as in blocks that never had one. */
export function withLook<Content extends { look?: MediaLook | undefined }>(
  block: Content,
  look: MediaLook | undefined,
): Content {
  const { look: _before, ...rest } = block;
  return (look === undefined ? rest : { ...rest, look }) as Content;
}
