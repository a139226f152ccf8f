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

/** What the kinds are for; every kind stands in one group. */
type BlockGroup = "Words" | "Media" | "Actions" | "Offers" | "Places & events";

const groupOf: Record<BlockKind, BlockGroup> = {
  text: "Words",
  divider: "Words",
  image: "Media",
  gif: "Media",
  video: "Media",
  audio: "Media",
  carousel: "Media",
  buttons: "Actions",
  quick_replies: "Actions",
  promo_code: "Offers",
  countdown: "Offers",
  product: "Offers",
  store: "Places & events",
  rsvp: "Places & events",
};

// Every kind is a key, which the type above sees to.
const kindsInOrder = Object.keys(groupOf) as BlockKind[];

/** All kinds in the order of the palette, by what they are for. */
export const blockGroups: { name: BlockGroup; kinds: BlockKindInfo[] }[] = (
  ["Words", "Media", "Actions", "Offers", "Places & events"] as const
).map((name) => ({
  name,
  kinds: kindsInOrder.filter((kind) => groupOf[kind] === name).map(blockKindInfo),
}));

/** The kinds that can be added, in the order of the palette. */
export const blockKinds: BlockKindInfo[] = blockGroups.flatMap(({ kinds }) => kinds);

/** What "/" with some letters offers: kinds of which a word begins with them, each with its group. */
export function matchingKinds(query: string): (BlockKindInfo & { group: BlockGroup })[] {
  const wanted = query.toLowerCase();
  const begins = (text: string) => {
    const words = text.toLowerCase().split(/[^a-z]+/);
    return words.some((word) => word.startsWith(wanted)) || words.join("").startsWith(wanted);
  };
  return blockGroups.flatMap(({ name, kinds }) =>
    kinds.filter(({ label }) => begins(label)).map((info) => ({ ...info, group: name })),
  );
}
