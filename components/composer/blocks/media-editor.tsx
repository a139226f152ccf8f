"use client";

import type { ReactNode } from "react";
import { Field } from "@/components/ui/field";
import type { MediaKind } from "@/lib/media/profiles";
import { LiquidInput } from "../liquid-input";
import type { EditorTools } from "./block-editor";
import { MediaField } from "./media-field";

/** What blocks that show one file have in common. */
interface OneFile {
  mediaId: string | null;
  alt: string;
}

/** One file of the library with the words that stand for it. */
export function MediaEditor({
  content,
  kind,
  descriptionHint,
  placeholder,
  readOnly,
  autoFocus,
  tools,
  onChange,
  children,
}: {
  content: OneFile;
  kind: MediaKind;
  descriptionHint: string;
  placeholder: string;
  readOnly: boolean;
  autoFocus: boolean;
  tools: EditorTools;
  onChange: (content: OneFile, field: string) => void;
  children?: ReactNode;
}) {
  const { mediaId, alt } = content;
  return (
    <div className="space-y-3 p-3.5">
      <MediaField
        mediaId={mediaId}
        kinds={[kind]}
        alt={alt}
        readOnly={readOnly}
        autoFocus={autoFocus}
        tools={tools}
        onChoose={(item) => onChange({ mediaId: item.id, alt: alt === "" ? item.alt : alt }, "media")}
      />
      <Field label="Description" hint={descriptionHint} optional>
        <LiquidInput
          value={alt}
          maxLength={500}
          readOnly={readOnly}
          placeholder={placeholder}
          variables={tools.variables}
          onValueChange={(next) => onChange({ mediaId, alt: next }, "alt")}
        />
      </Field>
      {children}
    </div>
  );
}
