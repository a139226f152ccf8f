"use client";

import type { QuickRepliesBlock } from "@/lib/message/blocks/quick-replies";
import type { BlockEditorProps } from "./block-editor";
import { LabelList } from "./label-list";

const repliesMax = 10;

/** Answers people give with one tap. */
export function QuickRepliesEditor({
  block,
  readOnly,
  autoFocus,
  tools,
  onChange,
}: BlockEditorProps<QuickRepliesBlock>) {
  return (
    <div className="space-y-3 p-3.5">
      <p className="text-muted text-sm">Offered under the message. What is tapped comes back to you as a reply.</p>
      <LabelList
        items={block.replies}
        itemsMax={repliesMax}
        charsMax={200}
        readOnly={readOnly}
        autoFocus={autoFocus}
        newId={tools.newId}
        variables={tools.variables}
        onChange={(replies, field) => onChange({ ...block, replies }, field)}
      />
    </div>
  );
}
