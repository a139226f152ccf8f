import { buttonSection } from "@/lib/channels/button-lines";
import type { CompileContext, Finding, JsonObject } from "@/lib/channels/contract";
import { encodePostback } from "@/lib/channels/postback";
import type { CarriedButton } from "@/lib/channels/read-message";
import { joinSections, linePiece, piecesText, type TextPiece } from "@/lib/channels/text-pieces";
import { nothingToSend, textTooLong } from "@/lib/channels/too-long";
import type { WhatsAppBasis } from "./adapt";
import { cutLabel } from "./cut-label";
import {
  bodyCharsMax,
  captionCharsMax,
  replyButtonsMax,
  replyIdCharsMax,
  sessionLabelCharsMax,
  textCharsMax,
} from "./limits";

/** What a message inside the conversation window carries beside its envelope. */
export interface SessionMessage {
  messageType: "text" | "image" | "custom";
  content: JsonObject;
  findings: Finding[];
}

/** Inside the window: up to three answers, or one link button; WhatsApp cannot mix them. The rest become lines. */
export function session(basis: WhatsAppBasis, context: CompileContext): SessionMessage {
  const { words, image, parts } = basis;
  const findings = [...basis.findings];
  const replies = parts.buttons.filter((button) => button.action.type === "reply").slice(0, replyButtonsMax);
  const link = replies.length === 0 ? parts.buttons.find((button) => button.action.type === "open_url") : undefined;
  const shown = link === undefined ? replies : [link];
  const lines = buttonSection(
    parts.buttons.filter((button) => !shown.includes(button)),
    words,
    true,
    "WhatsApp",
  );
  findings.push(...lines.findings);
  const own = joinSections([...basis.sections, lines.section]);
  findings.push(...nothingToSend(own.length === 0 && image === null && shown.length === 0, "WhatsApp"));

  const preferences = `${words.preferences}: ${context.preferencesUrl}`;
  if (shown.length === 0) {
    const pieces = joinSections([own, [linePiece(`${words.replyStop} ${preferences}`, null, true)]]);
    const text = piecesText(pieces);
    if (image === null) {
      findings.push(...textTooLong(pieces, textCharsMax, "A WhatsApp text"));
      return { messageType: "text", content: { text }, findings };
    }
    findings.push(...textTooLong(pieces, captionCharsMax, "The words under a WhatsApp picture"));
    return { messageType: "image", content: { image: { url: image.file.url, caption: text } }, findings };
  }

  const pieces: TextPiece[] = joinSections([own, [linePiece(preferences, null, true)]]);
  findings.push(...textTooLong(pieces, bodyCharsMax, "A WhatsApp message with buttons"));
  const interactive: JsonObject = {
    type: link === undefined ? "button" : "cta_url",
    ...(image === null ? {} : { header: { type: "image", image: { link: image.file.url } } }),
    body: { text: piecesText(pieces) },
    footer: { text: words.replyStop },
    action: link === undefined ? replyAction(replies, context, findings) : linkAction(link, findings),
  };
  return { messageType: "custom", content: { custom: { type: "interactive", interactive } }, findings };
}

function replyAction(replies: readonly CarriedButton[], context: CompileContext, findings: Finding[]): JsonObject {
  return {
    buttons: replies.map((button) => ({
      type: "reply",
      reply: {
        id: encodePostback(context.clientRef, button.id).slice(0, replyIdCharsMax),
        title: cutLabel(button, sessionLabelCharsMax, findings),
      },
    })),
  };
}

function linkAction(button: CarriedButton, findings: Finding[]): JsonObject {
  const url = button.action.type === "open_url" ? button.action.url : "";
  return { name: "cta_url", parameters: { display_text: cutLabel(button, sessionLabelCharsMax, findings), url } };
}
