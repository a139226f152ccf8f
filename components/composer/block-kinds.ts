import {
  AudioLines,
  CalendarCheck,
  Clapperboard,
  GalleryHorizontalEnd,
  ImageIcon,
  ImagePlay,
  type LucideIcon,
  MapPin,
  MessageCircleReply,
  SeparatorHorizontal,
  ShoppingBag,
  SquareMousePointer,
  TicketPercent,
  Timer,
  Type,
} from "lucide-react";
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
  gif: { label: "GIF", hint: "A short animation", icon: ImagePlay },
  video: { label: "Video", hint: "A film, or its still and a link", icon: Clapperboard },
  audio: { label: "Audio", hint: "A recording, or a link to it", icon: AudioLines },
  carousel: { label: "Carousel", hint: "Two to ten cards side by side", icon: GalleryHorizontalEnd },
  buttons: { label: "Buttons", hint: "Open a page, call, map, calendar, reply", icon: SquareMousePointer },
  quick_replies: { label: "Quick replies", hint: "Answers with one tap", icon: MessageCircleReply },
  promo_code: { label: "Promo code", hint: "One for all, or one each", icon: TicketPercent },
  countdown: { label: "Countdown", hint: "The time that is left, as a picture", icon: Timer },
  product: { label: "Product", hint: "What the person last looked at, or one you choose", icon: ShoppingBag },
  store: { label: "Store", hint: "Address, hours, a map", icon: MapPin },
  rsvp: { label: "RSVP", hint: "A question answered with one tap", icon: CalendarCheck },
  divider: { label: "Divider", hint: "A line between two parts", icon: SeparatorHorizontal },
};

/** How a kind is shown. */
export function blockKindInfo(kind: BlockKind): BlockKindInfo {
  return { kind, ...infos[kind] };
}

/** The kinds that can be added, in the order of the palette. */
export const blockKinds: BlockKindInfo[] = (["text", "image", "buttons"] as const).map(blockKindInfo);
