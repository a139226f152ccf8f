"use client";

import type { Editor } from "@tiptap/react";
import { type ReactNode, useEffect, useRef } from "react";
import { createPortal } from "react-dom";
import { classNames } from "@/components/ui/class-names";

/** What has been typed that asks for a menu, and where it begins. */
export interface MenuRequest {
  kind: "slash" | "variable";
  query: string;
  /** Position in the document of the character that opened the menu. */
  from: number;
  left: number;
  top: number;
  bottom: number;
}

/** "/" in an otherwise empty text asks for blocks; "{" asks for variables. Null when neither was just typed. */
export function readMenuRequest(editor: Editor): MenuRequest | null {
  const { selection, doc } = editor.state;
  if (!editor.isFocused || !selection.empty || !editor.isEditable) return null;
  const { $from } = selection;
  const before = $from.parent.textBetween(0, $from.parentOffset, undefined, "\uFFFC");
  const variable = /\{\{?\s*([a-z_.]*)$/i.exec(before);
  const slash = doc.childCount === 1 && doc.textContent === before ? /^\/([a-z]*)$/i.exec(before) : null;
  const match = variable ?? slash;
  if (match === null) return null;
  const from = $from.pos - match[0].length;
  const { left, top, bottom } = editor.view.coordsAtPos(from);
  return { kind: variable ? "variable" : "slash", query: match[1] ?? "", from, left, top, bottom };
}

export interface MenuItem {
  key: string;
  label: ReactNode;
  hint: string;
}

const MENU_HEIGHT_PX = 280;
const MENU_WIDTH_PX = 256;

/** The list under the cursor. The focus stays in the text; the text names the active item. */
export function InlineMenu({
  id,
  label,
  request,
  items,
  active,
  onChoose,
}: {
  id: string;
  label: string;
  request: MenuRequest;
  items: readonly MenuItem[];
  active: number;
  onChoose: (index: number) => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`[id="${optionId(id, active)}"]`)?.scrollIntoView({ block: "nearest" });
  }, [id, active]);
  const isAbove = request.bottom + MENU_HEIGHT_PX > window.innerHeight && request.top > MENU_HEIGHT_PX;
  const left = Math.max(8, Math.min(request.left, window.innerWidth - MENU_WIDTH_PX - 8));
  return createPortal(
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label={label}
      tabIndex={-1}
      className="fixed z-50 max-h-[280px] w-64 animate-appear overflow-y-auto rounded-xl border bg-raised p-1 shadow-float"
      style={isAbove ? { left, bottom: window.innerHeight - request.top + 6 } : { left, top: request.bottom + 6 }}
    >
      {items.map((item, index) => (
        <div
          key={item.key}
          id={optionId(id, index)}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          className={classNames(
            "flex min-h-8 cursor-pointer items-baseline justify-between gap-3 rounded-lg px-2.5 py-1",
            index === active ? "bg-hover" : "hover:bg-hover",
          )}
          // Before the text loses the focus.
          onMouseDown={(event) => {
            event.preventDefault();
            onChoose(index);
          }}
        >
          <span>{item.label}</span>
          <span className="truncate text-muted text-xs">{item.hint}</span>
        </div>
      ))}
    </div>,
    document.body,
  );
}

/** The id of one item, for `aria-activedescendant`. */
export function optionId(menuId: string, index: number): string {
  return `${menuId}-${index}`;
}
