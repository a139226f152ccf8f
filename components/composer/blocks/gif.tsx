"use client";

import type { GifBlock } from "@/lib/message/blocks/gif";
import type { BlockEditorProps } from "./block-editor";
import { LookField, withLook } from "./look-field";
import { MediaEditor } from "./media-editor";

/** A short animation that plays by itself. */
export function GifEditor({ block, readOnly, autoFocus, tools, onChange }: BlockEditorProps<GifBlock>) {
  return (
    <MediaEditor
      content={block}
      kind="gif"
      descriptionHint="Read aloud by screen readers, and sent where a picture cannot go."
      placeholder="A wave rolling onto the beach"
      readOnly={readOnly}
      autoFocus={autoFocus}
      tools={tools}
      onChange={(content, field) => onChange({ ...block, ...content }, field)}
    >
      <LookField look={block.look} readOnly={readOnly} onChange={(look) => onChange(withLook(block, look), null)} />
    </MediaEditor>
  );
}
