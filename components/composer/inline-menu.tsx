"use client";

import type { Editor } from "@tiptap/react";
import type { LucideIcon } from "lucide-react";
import { Fragment, type ReactNode, useEffect, useRef } from "react";
import { createPortal } from "react-dom";
import { classNames } from "@/components/ui/class-names";

/** Where on the screen a menu opens. */
export interface MenuAnchor {
  left: number;
  top: number;
  bottom: number;
}

/** What has been typed that asks for a menu, and where it begins. */
export interface MenuRequest extends MenuAnchor {
  kind: "slash" | "variable";
  query: string;
  /** Position in the document of the character that opened the menu. */
  from: number;
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
  icon?: LucideIcon;
  /** Items of one group follow each other under its name. */
  group?: string;
}

const MENU_HEIGHT_PX = 320;
const MENU_WIDTH_PX = 320;

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
  request: MenuAnchor;
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
      className="fixed z-50 max-h-[320px] w-80 max-w-[calc(100vw-1rem)] animate-appear overflow-y-auto rounded-xl border bg-raised p-1 shadow-float"
      style={isAbove ? { left, bottom: window.innerHeight - request.top + 6 } : { left, top: request.bottom + 6 }}
    >
      {items.map((item, index) => (
        <Fragment key={item.key}>
          {item.group !== undefined && item.group !== items[index - 1]?.group && (
            <div aria-hidden className="px-2.5 pt-1.5 pb-0.5 text-muted text-xs">
              {item.group}
            </div>
          )}
          <div
            id={optionId(id, index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className={classNames(
              "flex min-h-8 cursor-pointer items-center gap-2.5 rounded-lg px-2.5 py-1",
              index === active ? "bg-hover" : "hover:bg-hover",
            )}
            // Before the text loses the focus.
            onMouseDown={(event) => {
              event.preventDefault();
              onChoose(index);
            }}
          >
            {item.icon && <item.icon className="size-4 shrink-0 text-muted" aria-hidden />}
            <span className="shrink-0">{item.label}</span>
            <span className="ml-auto min-w-0 truncate text-muted text-xs">{item.hint}</span>
          </div>
        </Fragment>
      ))}
    </div>,
    document.body,
  );
}

/** The id of one item, for `aria-activedescendant`. */
export function optionId(menuId: string, index: number): string {
  return `${menuId}-${index}`;
}
