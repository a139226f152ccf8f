import type { Block, BlockKind } from "@/lib/message/schema";

/** An empty block of a kind, ready to be filled in. */
export function newBlock(kind: BlockKind, newId: () => string): Block {
  switch (kind) {
    case "text":
      return { id: newId(), kind, paragraphs: [{ style: "plain", children: [] }] };
    case "image":
      return { id: newId(), kind, mediaId: null, alt: "" };
    case "buttons":
      return {
        id: newId(),
        kind,
        buttons: [{ id: newId(), label: "", action: { type: "open_url", url: "" } }],
      };
  }
}
