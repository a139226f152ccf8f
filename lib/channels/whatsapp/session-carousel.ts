import { buttonSection } from "@/lib/channels/button-lines";
import type { CompileContext, Finding, JsonObject } from "@/lib/channels/contract";
import { encodePostback } from "@/lib/channels/postback";
import type { CarriedButton } from "@/lib/channels/read-message";
import { joinSections, linePiece, piecesText } from "@/lib/channels/text-pieces";
import { textTooLong } from "@/lib/channels/too-long";
import type { WhatsAppBasis } from "./adapt";
import { commonButtons, commonShape } from "./common-buttons";
import { cutLabel } from "./cut-label";
import { bodyCharsMax, cardButtonsMax, replyIdCharsMax, sessionLabelCharsMax } from "./limits";
import type { NativeCarousel } from "./native-cards";

/**
 * The one set of buttons all cards have inside the window: a link, or answers. Empty when they have nothing in common:
 * WhatsApp takes no cards without buttons then.
 */
export function sessionShape(carousel: NativeCarousel): ("open_url" | "reply")[] {
  const first = carousel.cards[0]?.buttons.find(({ action }) => action.type !== "call")?.action.type;
  const links = commonShape(carousel, 1, ({ action }) => action.type === "open_url").map(() => "open_url" as const);
  const answers = commonShape(carousel, cardButtonsMax, ({ action }) => action.type === "reply").map(
    () => "reply" as const,
  );
  const [wanted, other] = first === "reply" ? [answers, links] : [links, answers];
  return wanted.length > 0 ? wanted : other;
}

/** An interactive media carousel: words above, cards side by side; everything else becomes lines above. */
export function sessionCarousel(
  basis: WhatsAppBasis,
  carousel: NativeCarousel,
  context: CompileContext,
): { content: JsonObject; findings: Finding[] } {
  const { words } = basis;
  const common = commonButtons(carousel, sessionShape(carousel), () => true);
  const lines = buttonSection([...basis.buttons, ...common.overflow], words, true, "WhatsApp");
  const findings = [...basis.findings, ...common.findings, ...lines.findings];
  const stop = linePiece(`${words.replyStop} ${words.preferences}: ${context.preferencesUrl}`, null, true);
  const pieces = joinSections([...basis.sections, lines.section, [stop]]);
  findings.push(...textTooLong(pieces, bodyCharsMax, "The words above a WhatsApp carousel"));
  const cards = carousel.cards.map(({ visual, pieces: said }, index): JsonObject => {
    const kind = visual.format === "VIDEO" ? "video" : "image";
    return {
      card_index: index,
      ...(common.byCard[index]?.[0]?.action.type === "open_url" ? { type: "cta_url" } : {}),
      header: { type: kind, [kind]: { link: visual.url } },
      body: { text: piecesText(said) },
      action: cardAction(common.byCard[index] ?? [], context, findings),
    };
  });
  const interactive = { type: "carousel", body: { text: piecesText(pieces) }, action: { cards } };
  return { content: { custom: { type: "interactive", interactive } }, findings };
}

function cardAction(buttons: readonly CarriedButton[], context: CompileContext, findings: Finding[]): JsonObject {
  const [link] = buttons;
  if (link?.action.type === "open_url") {
    const label = cutLabel(link, sessionLabelCharsMax, findings);
    return { name: "cta_url", parameters: { display_text: label, url: link.action.url } };
  }
  return {
    buttons: buttons.map((button) => ({
      type: "quick_reply",
      quick_reply: {
        id: encodePostback(context.clientRef, button.id).slice(0, replyIdCharsMax),
        title: cutLabel(button, sessionLabelCharsMax, findings),
      },
    })),
  };
}
