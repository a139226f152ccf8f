import { StarterKit } from "@tiptap/starter-kit";
import { VariableNode } from "./variable-node";

/** What a text block can hold, and nothing more. Undo belongs to the whole document, so the editor has none of its own. */
export const textExtensions = [
  StarterKit.configure({
    blockquote: false,
    code: false,
    codeBlock: false,
    dropcursor: false,
    gapcursor: false,
    heading: false,
    horizontalRule: false,
    trailingNode: false,
    undoRedo: false,
    link: {
      openOnClick: false,
      defaultProtocol: "https",
      isAllowedUri: (address) => /^(https?:\/\/|\{\{)/i.test(address ?? ""),
      HTMLAttributes: { target: null, rel: "noreferrer" },
    },
  }),
  VariableNode,
];
