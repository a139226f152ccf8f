"use client";

import type { VideoBlock } from "@/lib/message/blocks/video";
import type { BlockEditorProps } from "./block-editor";
import { LookField, withLook } from "./look-field";
import { MediaEditor } from "./media-editor";

/** A film; channels that cannot play it show its still and lead to a page that does. */
export function VideoEditor({ block, readOnly, autoFocus, tools, onChange }: BlockEditorProps<VideoBlock>) {
  return (
    <MediaEditor
      content={block}
      kind="video"
      descriptionHint="Read aloud by screen readers, and the words of the link where the film cannot go."
      placeholder="How our coffee is roasted"
      readOnly={readOnly}
      autoFocus={autoFocus}
      tools={tools}
      onChange={(content, field) => onChange({ ...block, ...content }, field)}
    >
      <LookField look={block.look} readOnly={readOnly} onChange={(look) => onChange(withLook(block, look), null)} />
    </MediaEditor>
  );
}
