import type { ComponentType, ReactNode } from "react";
import type { ProductFacts } from "@/lib/catalogue/product";
import type { MediaItem } from "@/lib/media/media-item";
import type { MediaKind } from "@/lib/media/profiles";
import type { Block, BlockKind } from "@/lib/message/schema";
import type { VariableChoice } from "../variable-choices";

/** The library, drawn by whoever knows it. */
export type RenderMediaPicker = (props: {
  /** What may be chosen. */
  kinds: readonly MediaKind[];
  /** Files that were dropped or pasted on the block: uploaded at once. */
  files: readonly File[];
  onChoose: (item: MediaItem) => void;
}) => ReactNode;

/** An uploaded list of promo codes. */
export interface PromoPool {
  id: string;
  name: string;
  /** Codes nobody has been given yet, counted as far as `codesCountedMax` and one more. */
  left: number;
}

/** What editors need beside their block; the same for all of them. */
export interface EditorTools {
  newId: () => string;
  /** The workspace's, in which dates are typed. */
  timeZone: string;
  variables: readonly VariableChoice[];
  media: ReadonlyMap<string, MediaItem>;
  renderMediaPicker: RenderMediaPicker;
  promoPools: readonly PromoPool[];
  /** Looks in the catalogue; null where there is none. */
  searchProducts: ((query: string) => Promise<ProductFacts[]>) | null;
}

export interface BlockEditorProps<OwnBlock extends { id: string; kind: BlockKind }> {
  block: OwnBlock;
  /** How screen readers call it: "block 3", "block 3 on WhatsApp". */
  place: string;
  selected: boolean;
  readOnly: boolean;
  autoFocus: boolean;
  tools: EditorTools;
  /** `field` names what was changed, so that typing in one field is one step of the history; null for a step of its own. */
  onChange: (block: OwnBlock, field: string | null) => void;
  /** "/image" was chosen in an empty text: it becomes that block. */
  onTurnInto: (kind: BlockKind) => void;
}

/** How one kind of block is edited. */
export interface BlockEditor<OwnBlock extends Block> {
  Editor: ComponentType<BlockEditorProps<OwnBlock>>;
  /** Whether there is anything to translate in it. */
  isWorded: boolean;
}
