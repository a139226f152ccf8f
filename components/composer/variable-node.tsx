"use client";

import { mergeAttributes, Node } from "@tiptap/core";
import { type NodeViewProps, NodeViewWrapper, ReactNodeViewRenderer } from "@tiptap/react";
import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { variableLabel } from "@/lib/message/variable-label";
import { useVariableFacts } from "./audience-facts";
import { coverageText, lackText } from "./variable-facts";

/** A variable in the text: one piece that is moved and removed as a whole. */
export const VariableNode = Node.create({
  name: "variable",
  group: "inline",
  inline: true,
  atom: true,
  selectable: true,
  addAttributes() {
    return { path: { default: "" }, fallback: { default: null } };
  },
  parseHTML() {
    return [
      {
        tag: "span[data-variable]",
        getAttrs: (element) => ({
          path: element.getAttribute("data-variable"),
          fallback: element.getAttribute("data-fallback"),
        }),
      },
    ];
  },
  renderHTML({ node, HTMLAttributes }) {
    const { path, fallback } = readAttributes(node.attrs);
    const data = { "data-variable": path, ...(fallback !== null && { "data-fallback": fallback }) };
    return ["span", mergeAttributes(HTMLAttributes, data), variableLabel(path)];
  },
  addNodeView() {
    return ReactNodeViewRenderer(VariableChip, { as: "span" });
  },
});

function readAttributes(attributes: Record<string, unknown>): { path: string; fallback: string | null } {
  const { path, fallback } = attributes;
  return { path: String(path), fallback: typeof fallback === "string" ? fallback : null };
}

function VariableChip({ node, updateAttributes, editor, selected }: NodeViewProps) {
  const { path, fallback } = readAttributes(node.attrs);
  const [open, setOpen] = useState(false);
  const label = variableLabel(path);
  const looks = `inline-flex items-baseline gap-1 rounded-md border px-1.5 leading-snug ${
    selected ? "border-accent bg-accent text-on-accent" : "border-accent/30 bg-accent-soft text-accent-ink"
  }`;
  const words = (
    <>
      {label}
      {fallback !== null && <span>or {fallback === "" ? "nothing" : `“${fallback}”`}</span>}
    </>
  );
  return (
    <NodeViewWrapper as="span" className="mx-px">
      {editor.isEditable ? (
        <Popover
          open={open}
          onOpenChange={setOpen}
          label={`Variable ${label}`}
          className="w-72"
          trigger={
            <button type="button" className={looks} aria-label={`${label}: change the default value`}>
              {words}
            </button>
          }
        >
          <FallbackForm
            path={path}
            label={label}
            fallback={fallback}
            onChange={(next) => updateAttributes({ fallback: next })}
          />
        </Popover>
      ) : (
        <span className={looks}>{words}</span>
      )}
    </NodeViewWrapper>
  );
}

function FallbackForm({
  path,
  label,
  fallback,
  onChange,
}: {
  path: string;
  label: string;
  fallback: string | null;
  onChange: (fallback: string | null) => void;
}) {
  // Typed here first: the editor answers too late to keep the cursor in place.
  const [typed, setTyped] = useState(fallback);
  const facts = useVariableFacts();
  const lacking = lackText(facts, path);
  const change = (next: string | null) => {
    setTyped(next);
    onChange(next);
  };
  return (
    <div className="space-y-3">
      {lacking !== "" && (
        <p className="text-sm">
          {lacking} <span className="block text-muted">{coverageText(facts, path)}</span>
        </p>
      )}
      <Field label="If it is not known, write" hint={`For people whose ${label.toLowerCase()} is missing.`}>
        <Input
          value={typed ?? ""}
          disabled={typed === null}
          maxLength={200}
          onChange={(event) => change(event.target.value)}
        />
      </Field>
      <Checkbox
        label="Required"
        hint="People without it are skipped and counted on the review page."
        checked={typed === null}
        onCheckedChange={(checked) => change(checked === true ? null : "")}
      />
    </div>
  );
}
