"use client";

import type { ButtonsBlock } from "@/lib/message/blocks/buttons";
import type { BlockEditorProps } from "./block-editor";
import { ButtonList } from "./button-list";

const buttonsMax = 10;

/** Buttons under a message. */
export function ButtonsEditor({ block, readOnly, autoFocus, tools, onChange }: BlockEditorProps<ButtonsBlock>) {
  return (
    <div className="p-3.5">
      <ButtonList
        buttons={block.buttons}
        buttonsMax={buttonsMax}
        readOnly={readOnly}
        autoFocus={autoFocus}
        tools={tools}
        onChange={(buttons, field) => onChange({ ...block, buttons }, field)}
      />
    </div>
  );
}
