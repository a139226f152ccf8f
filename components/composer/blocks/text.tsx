"use client";

import { type Editor, EditorContent, useEditor } from "@tiptap/react";
import { useEffect, useId, useRef, useState } from "react";
import type { TextBlock } from "@/lib/message/blocks/text";
import type { Paragraph } from "@/lib/message/parts";
import { fromEditor, toEditor } from "@/lib/message/rich-text";
import { useVariableFacts } from "../audience-facts";
import { blockKinds, matchingKinds } from "../block-kinds";
import { InlineMenu, type MenuItem, type MenuRequest, optionId, readMenuRequest } from "../inline-menu";
import { textExtensions } from "../text-extensions";
import { TextToolbar } from "../text-toolbar";
import { matchingVariables, type VariableChoice, variableContent } from "../variable-choices";
import { coverageText } from "../variable-facts";
import type { BlockEditorProps } from "./block-editor";

const textLooks =
  "min-h-10 whitespace-pre-wrap px-3.5 py-2.5 leading-relaxed outline-none [overflow-wrap:anywhere] [&_a]:text-accent-ink [&_a]:underline " +
  // Each paragraph runs the way its own letters do.
  "[&_p]:text-start [&_p]:[unicode-bidi:plaintext] " +
  "[&_ol]:list-decimal [&_ol]:pl-5 [&_p+p]:mt-1.5 [&_ul]:list-disc [&_ul]:pl-5";

/** Words with looks, lists, links and variables. "{" offers variables; "/" in an empty text offers blocks. */
export function TextEditor({
  block,
  place,
  selected,
  readOnly,
  autoFocus,
  tools,
  onChange,
  onTurnInto,
}: BlockEditorProps<TextBlock>) {
  const label = `Text of ${place}`;
  const { variables } = tools;
  const menuId = useId();
  const [request, setRequest] = useState<MenuRequest | null>(null);
  const [active, setActive] = useState(0);
  // What the editor itself last said; anything else comes from outside (undo, another version) and is loaded.
  const said = useRef<readonly Paragraph[]>(block.paragraphs);
  const dismissedAt = useRef<number | null>(null);

  const facts = useVariableFacts();
  const items = request === null ? [] : menuItems(request, variables, facts);
  const isOpen = request !== null && items.length > 0;
  const shownActive = Math.min(active, items.length - 1);

  const editor = useEditor({
    extensions: textExtensions,
    content: toEditor(block.paragraphs),
    editable: !readOnly,
    immediatelyRender: false,
    shouldRerenderOnTransaction: false,
    autofocus: autoFocus ? "end" : false,
    editorProps: {
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": label, class: textLooks },
      handleKeyDown: (_view, event) => onKey.current(event),
    },
    onUpdate: ({ editor: current }) => {
      const paragraphs = fromEditor(current.getJSON());
      said.current = paragraphs;
      onChangeNow.current({ ...blockNow.current, paragraphs }, "text");
    },
    onTransaction: ({ editor: current }) => {
      const next = readMenuRequest(current);
      if (next === null || next.from !== dismissedAt.current) dismissedAt.current = null;
      setRequest(next !== null && dismissedAt.current === next.from ? null : next);
      setActive(0);
    },
    onBlur: () => setRequest(null),
  });

  const choose = (index: number) => {
    const item = items[index];
    if (editor === null || request === null || item === undefined) return;
    const typed = { from: request.from, to: editor.state.selection.from };
    setRequest(null);
    if (request.kind === "variable") {
      editor.chain().focus().deleteRange(typed).insertContent(variableContent(item.key)).run();
    } else {
      editor.chain().focus().deleteRange(typed).run();
      const kind = blockKinds.find((info) => info.kind === item.key)?.kind;
      if (kind !== undefined && kind !== block.kind) onTurnInto(kind);
    }
  };

  const onKey = useRef<(event: KeyboardEvent) => boolean>(() => false);
  const onChangeNow = useRef(onChange);
  const blockNow = useRef(block);
  useEffect(() => {
    onChangeNow.current = onChange;
    blockNow.current = block;
    onKey.current = (event) => {
      if (!isOpen) return false;
      if (event.key === "ArrowDown") setActive((shownActive + 1) % items.length);
      else if (event.key === "ArrowUp") setActive((shownActive + items.length - 1) % items.length);
      else if (event.key === "Enter" || event.key === "Tab") choose(shownActive);
      else if (event.key === "Escape") {
        dismissedAt.current = request?.from ?? null;
        setRequest(null);
      } else return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    };
  });

  useEffect(() => {
    if (editor === null || block.paragraphs === said.current) return;
    said.current = block.paragraphs;
    const { from } = editor.state.selection;
    editor.commands.setContent(toEditor(block.paragraphs), { emitUpdate: false });
    editor.commands.setTextSelection(Math.min(from, editor.state.doc.content.size));
  }, [editor, block.paragraphs]);

  useEffect(() => {
    editor?.setEditable(!readOnly, false);
  }, [editor, readOnly]);

  useEffect(() => {
    if (editor !== null) describeMenu(editor, isOpen ? { menuId, active: shownActive } : null, label);
  }, [editor, isOpen, menuId, shownActive, label]);

  const isEmpty = block.paragraphs.every(({ style, children }) => style === "plain" && children.length === 0);
  return (
    <div>
      {selected && !readOnly && editor !== null && <TextToolbar editor={editor} variables={variables} />}
      <div className="relative">
        {isEmpty && (
          <p aria-hidden className="pointer-events-none absolute inset-x-3.5 top-2.5 text-muted">
            {readOnly ? "Empty text" : "Write something, type { for a variable or / for another block"}
          </p>
        )}
        <EditorContent editor={editor} className="min-h-10" />
      </div>
      {isOpen && (
        <InlineMenu
          id={menuId}
          label={request.kind === "variable" ? "Variables" : "Blocks"}
          request={request}
          items={items}
          active={shownActive}
          onChoose={choose}
        />
      )}
    </div>
  );
}

function menuItems(
  request: MenuRequest,
  variables: readonly VariableChoice[],
  facts: ReturnType<typeof useVariableFacts>,
): MenuItem[] {
  if (request.kind === "variable") {
    return matchingVariables(variables, request.query).map(({ path, label }) => ({
      key: path,
      label,
      hint: coverageText(facts, path) || path,
    }));
  }
  return matchingKinds(request.query).map(({ kind, label, hint, icon, group }) => ({
    key: kind,
    label,
    hint,
    icon,
    group,
  }));
}

/** Tells a screen reader about the list that follows what is typed. */
function describeMenu(editor: Editor, menu: { menuId: string; active: number } | null, label: string): void {
  const { dom } = editor.view;
  dom.setAttribute("aria-label", label);
  dom.setAttribute("aria-haspopup", "listbox");
  if (menu === null) {
    dom.removeAttribute("aria-controls");
    dom.removeAttribute("aria-activedescendant");
  } else {
    dom.setAttribute("aria-controls", menu.menuId);
    dom.setAttribute("aria-activedescendant", optionId(menu.menuId, menu.active));
  }
}
