import { ImageIcon, type LucideIcon, SquareMousePointer, Type } from "lucide-react";
import type { BlockKind } from "@/lib/message/schema";

/** A block as the palette and the menus offer it. */
export interface BlockKindInfo {
  kind: BlockKind;
  label: string;
  /** What it is for, in a few words. */
  hint: string;
  icon: LucideIcon;
}

const infos: Record<BlockKind, Omit<BlockKindInfo, "kind">> = {
  text: { label: "Text", hint: "Words, lists, links, variables", icon: Type },
  image: { label: "Image", hint: "A picture, fitted to each channel", icon: ImageIcon },
  buttons: { label: "Buttons", hint: "Open a page, call, reply", icon: SquareMousePointer },
};

/** How a kind is shown. */
export function blockKindInfo(kind: BlockKind): BlockKindInfo {
  return { kind, ...infos[kind] };
}

/** Every kind, in the order of the palette. */
export const blockKinds: BlockKindInfo[] = (["text", "image", "buttons"] as const).map(blockKindInfo);
