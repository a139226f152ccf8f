"use client";

import { Braces } from "lucide-react";
import { type ComponentProps, type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { DropdownItem, DropdownMenu } from "@/components/ui/dropdown-menu";
import { controlLooks } from "@/components/ui/input";
import { InlineMenu, type MenuAnchor, optionId } from "./inline-menu";
import { matchingVariables, type VariableChoice, variableTemplate } from "./variable-choices";

export interface LiquidInputProps
  extends Pick<
    ComponentProps<"input">,
    "id" | "placeholder" | "inputMode" | "onBlur" | "aria-describedby" | "aria-label"
  > {
  value: string;
  maxLength: number;
  readOnly: boolean;
  /** Several lines instead of one. */
  rows?: number;
  variables: readonly VariableChoice[];
  onValueChange: (value: string) => void;
}

interface OpenMenu {
  query: string;
  /** Where the brace stands in the text. */
  from: number;
  to: number;
  anchor: MenuAnchor;
}

/** A plain field whose words may hold variables: "{" or the button offers them. */
export function LiquidInput({ value, variables, rows, readOnly, onValueChange, onBlur, ...rest }: LiquidInputProps) {
  const menuId = useId();
  const control = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const [active, setActive] = useState(0);
  const dismissedAt = useRef<number | null>(null);
  // Where the cursor goes once the chosen variable stands in the field.
  const caretAfter = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (caretAfter.current === null) return;
    control.current?.setSelectionRange(caretAfter.current, caretAfter.current);
    caretAfter.current = null;
  });

  const choices = menu === null ? [] : matchingVariables(variables, menu.query);
  const isOpen = menu !== null && choices.length > 0;
  const shownActive = Math.min(active, choices.length - 1);

  const look = () => {
    const element = control.current;
    const next = element === null || readOnly ? null : readBrace(element);
    if (next === null || next.from !== dismissedAt.current) dismissedAt.current = null;
    setMenu(next !== null && next.from === dismissedAt.current ? null : next);
    setActive(0);
  };
  const insert = (path: string, from: number, to: number) => {
    const template = variableTemplate(path);
    const changed = value.slice(0, from) + template + value.slice(to);
    setMenu(null);
    if (changed.length > rest.maxLength) return;
    caretAfter.current = from + template.length;
    onValueChange(changed);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isOpen) return;
    const chosen = choices[shownActive];
    if (event.key === "ArrowDown") setActive((shownActive + 1) % choices.length);
    else if (event.key === "ArrowUp") setActive((shownActive + choices.length - 1) % choices.length);
    else if ((event.key === "Enter" || event.key === "Tab") && chosen) insert(chosen.path, menu.from, menu.to);
    else if (event.key === "Escape") {
      dismissedAt.current = menu.from;
      setMenu(null);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const shared = {
    ...rest,
    ref: control,
    value,
    readOnly,
    dir: "auto",
    autoComplete: "off",
    "aria-autocomplete": "list" as const,
    "aria-controls": isOpen ? menuId : undefined,
    "aria-activedescendant": isOpen ? optionId(menuId, shownActive) : undefined,
    onKeyDown,
    onSelect: look,
    onBlur: (event: React.FocusEvent<HTMLInputElement & HTMLTextAreaElement>) => {
      setMenu(null);
      onBlur?.(event);
    },
    onChange: (event: { target: { value: string } }) => {
      onValueChange(event.target.value);
      look();
    },
  };
  const looks = classNames(controlLooks, "read-only:bg-sunken", !readOnly && variables.length > 0 && "pr-9");
  return (
    <div className="relative">
      {rows === undefined ? (
        <input {...shared} className={classNames(looks, "h-9")} />
      ) : (
        <textarea {...shared} rows={rows} className={classNames(looks, "py-2 leading-normal")} />
      )}
      {!readOnly && variables.length > 0 && (
        <div className="absolute top-1 right-1">
          <DropdownMenu
            align="end"
            className="max-h-80"
            trigger={
              <Button variant="quiet" size="sm" iconOnly aria-label="Insert a variable" title="Insert a variable">
                <Braces />
              </Button>
            }
          >
            {variables.map(({ path, label }) => (
              <DropdownItem
                key={path}
                onSelect={() => {
                  const at = control.current?.selectionStart ?? value.length;
                  insert(path, at, control.current?.selectionEnd ?? at);
                  // After the menu has given the focus back to its button.
                  requestAnimationFrame(() => control.current?.focus());
                }}
              >
                <span className="flex-1">{label}</span>
                <span className="text-muted text-xs">{path}</span>
              </DropdownItem>
            ))}
          </DropdownMenu>
        </div>
      )}
      {isOpen && (
        <InlineMenu
          id={menuId}
          label="Variables"
          request={menu.anchor}
          items={choices.map(({ path, label }) => ({ key: path, label, hint: path }))}
          active={shownActive}
          onChoose={(index) => {
            const chosen = choices[index];
            if (chosen) insert(chosen.path, menu.from, menu.to);
          }}
        />
      )}
    </div>
  );
}

/** The brace that was just typed before the cursor; null when there is none. */
function readBrace(element: HTMLInputElement | HTMLTextAreaElement): OpenMenu | null {
  const { selectionStart, selectionEnd, value } = element;
  if (selectionStart === null || selectionStart !== selectionEnd || document.activeElement !== element) return null;
  const match = /\{\{?\s*([a-z_.]*)$/i.exec(value.slice(0, selectionStart));
  if (match === null) return null;
  const { left, top, bottom } = element.getBoundingClientRect();
  return {
    query: match[1] ?? "",
    from: match.index,
    to: selectionStart,
    anchor: { left, top, bottom },
  };
}
