"use client";

import type { AudioBlock } from "@/lib/message/blocks/audio";
import type { BlockEditorProps } from "./block-editor";
import { MediaEditor } from "./media-editor";

/** A recording; channels that cannot play it lead to a page that does. */
export function AudioEditor({ block, readOnly, autoFocus, tools, onChange }: BlockEditorProps<AudioBlock>) {
  return (
    <MediaEditor
      content={block}
      kind="audio"
      descriptionHint="The words of the link where the recording cannot go."
      placeholder="A greeting from Maria, 20 seconds"
      readOnly={readOnly}
      autoFocus={autoFocus}
      tools={tools}
      onChange={(content, field) => onChange({ ...block, ...content }, field)}
    />
  );
}
