import type { Finding } from "@/lib/channels/contract";
import type { CarriedButton } from "@/lib/channels/read-message";
import { type NativeCarousel, named } from "./native-cards";

type Kind = CarriedButton["action"]["type"];

export interface CommonButtons {
  /** For each card the same kinds of buttons in the same order. */
  byCard: CarriedButton[][];
  /** The others, named by their card; they become lines of the message. */
  overflow: CarriedButton[];
  findings: Finding[];
}

/** Brings the cards to one set of buttons, as WhatsApp demands: what not every card has, no card keeps. */
export function commonButtons(
  { blockId, cards, films }: NativeCarousel,
  shape: readonly Kind[],
  takes: (button: CarriedButton) => boolean,
): CommonButtons {
  const overflow: CarriedButton[] = [...films];
  const byCard = cards.map((card) => {
    const left = [...card.buttons];
    const kept = shape.flatMap((kind) => {
      const at = left.findIndex((button) => button.action.type === kind && takes(button));
      return at === -1 ? [] : left.splice(at, 1);
    });
    overflow.push(...left.map((button) => named(button, card.name)));
    return kept;
  });
  if (overflow.length === films.length) return { byCard, overflow, findings: [] };
  const findings: Finding[] = [
    {
      ...{ severity: "warning", code: "cards_one_shape", blockId },
      text: "WhatsApp wants the same kinds of buttons on every card, so the others stand as lines of text.",
      remedy: "Give every card the same kinds of buttons, at most two.",
    },
  ];
  return { byCard, overflow, findings };
}

/** The kinds of buttons every card has, in the order of the first card. */
export function commonShape(
  { cards }: NativeCarousel,
  kindsMax: number,
  takes: (button: CarriedButton) => boolean,
): Kind[] {
  const shape: Kind[] = [];
  for (const { action } of (cards[0]?.buttons ?? []).filter(takes)) {
    const wanted = shape.filter((kind) => kind === action.type).length + 1;
    const everywhere = cards.every(
      ({ buttons }) => buttons.filter((button) => takes(button) && button.action.type === action.type).length >= wanted,
    );
    if (everywhere && shape.length < kindsMax) shape.push(action.type);
  }
  return shape;
}
