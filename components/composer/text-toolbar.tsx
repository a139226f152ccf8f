"use client";

import { type Editor, useEditorState } from "@tiptap/react";
import {
  Bold,
  Braces,
  Italic,
  Link2,
  List,
  ListOrdered,
  type LucideIcon,
  Strikethrough,
  Underline,
} from "lucide-react";
import { type FormEvent, memo, type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { DropdownItem, DropdownMenu } from "@/components/ui/dropdown-menu";
import { Input } from "@/components/ui/input";
import { useVariableFacts } from "./audience-facts";
import { type VariableChoice, variableContent } from "./variable-choices";
import { coverageText } from "./variable-facts";
import { withScheme } from "./with-scheme";

interface Toggle {
  name: string;
  label: string;
  icon: LucideIcon;
  run: (editor: Editor) => void;
}

const toggles: Toggle[] = [
  { name: "bold", label: "Bold", icon: Bold, run: (editor) => editor.chain().focus().toggleBold().run() },
  { name: "italic", label: "Italic", icon: Italic, run: (editor) => editor.chain().focus().toggleItalic().run() },
  {
    name: "underline",
    label: "Underline",
    icon: Underline,
    run: (editor) => editor.chain().focus().toggleUnderline().run(),
  },
  {
    name: "strike",
    label: "Strikethrough",
    icon: Strikethrough,
    run: (editor) => editor.chain().focus().toggleStrike().run(),
  },
  {
    name: "bulletList",
    label: "Bulleted list",
    icon: List,
    run: (editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    name: "orderedList",
    label: "Numbered list",
    icon: ListOrdered,
    run: (editor) => editor.chain().focus().toggleOrderedList().run(),
  },
];

/** Looks of the selected words. Stands in the block itself, above its text. */
export const TextToolbar = memo(function TextToolbar({
  editor,
  variables,
}: {
  editor: Editor;
  variables: readonly VariableChoice[];
}) {
  const [linkFormOpen, setLinkFormOpen] = useState(false);
  const facts = useVariableFacts();
  const state = useEditorState({
    editor,
    selector: ({ editor: current }) => ({
      active: toggles.filter(({ name }) => current.isActive(name)).map(({ name }) => name),
      isLink: current.isActive("link"),
    }),
  });
  return (
    <div className="border-b bg-sunken/60">
      <div role="toolbar" aria-label="Text formatting" className="flex flex-wrap items-center gap-0.5 px-1.5 py-1">
        {toggles.map(({ name, label, icon: Icon, run }) => (
          <ToolButton key={name} label={label} pressed={state.active.includes(name)} onClick={() => run(editor)}>
            <Icon />
          </ToolButton>
        ))}
        <ToolButton
          label="Link"
          pressed={state.isLink}
          expanded={linkFormOpen}
          onClick={() => setLinkFormOpen(!linkFormOpen)}
        >
          <Link2 />
        </ToolButton>
        <DropdownMenu
          className="max-h-80"
          trigger={
            <Button variant="quiet" size="sm" className="ml-auto">
              <Braces /> Variable
            </Button>
          }
        >
          {variables.map(({ path, label }) => (
            <DropdownItem
              key={path}
              onSelect={() => {
                // After the menu has given the focus back to its button.
                requestAnimationFrame(() => editor.chain().focus().insertContent(variableContent(path)).run());
              }}
            >
              <span className="min-w-0 flex-1">
                <span className="block">{label}</span>
                <span className="block truncate text-muted text-xs">{coverageText(facts, path) || path}</span>
              </span>
            </DropdownItem>
          ))}
        </DropdownMenu>
      </div>
      {linkFormOpen && <LinkForm editor={editor} isLink={state.isLink} onDone={() => setLinkFormOpen(false)} />}
    </div>
  );
});

function ToolButton({
  label,
  pressed,
  expanded,
  onClick,
  children,
}: {
  label: string;
  pressed: boolean;
  expanded?: boolean;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <Button
      variant="quiet"
      size="sm"
      iconOnly
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      {...(expanded !== undefined && { "aria-expanded": expanded })}
      className={classNames(pressed && "bg-accent-soft text-accent-ink")}
      // The selection in the text must stay.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}

function LinkForm({ editor, isLink, onDone }: { editor: Editor; isLink: boolean; onDone: () => void }) {
  const [address, setAddress] = useState(() => String(editor.getAttributes("link").href ?? ""));
  const apply = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const href = withScheme(address);
    const chain = editor.chain().focus();
    if (href === "") chain.extendMarkRange("link").unsetLink().run();
    else if (editor.state.selection.empty && !isLink) {
      chain.insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] }).run();
    } else chain.extendMarkRange("link").setLink({ href }).run();
    onDone();
  };
  return (
    <form onSubmit={apply} className="flex flex-wrap items-center gap-1.5 border-t px-1.5 py-1.5">
      <Input
        autoFocus
        aria-label="Address the selected words lead to"
        placeholder="https://"
        inputMode="url"
        value={address}
        maxLength={2000}
        className="h-7 min-w-40 flex-1 text-sm"
        onChange={(event) => setAddress(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          onDone();
          editor.commands.focus();
        }}
      />
      <Button type="submit" size="sm">
        Set link
      </Button>
      {isLink && (
        <Button
          variant="quiet"
          size="sm"
          onClick={() => {
            editor.chain().focus().extendMarkRange("link").unsetLink().run();
            onDone();
          }}
        >
          Remove link
        </Button>
      )}
    </form>
  );
}
