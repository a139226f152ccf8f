import { buttonSection } from "@/lib/channels/button-lines";
import type { CompileContext, Finding, JsonObject } from "@/lib/channels/contract";
import { encodePostback } from "@/lib/channels/postback";
import type { CarriedButton } from "@/lib/channels/read-message";
import { shorten } from "@/lib/channels/shorten";
import { joinSections, linePiece, piecesText, type TextPiece } from "@/lib/channels/text-pieces";
import { nothingToSend, textTooLong } from "@/lib/channels/too-long";
import type { WhatsAppBasis } from "./adapt";
import { cutLabel } from "./cut-label";
import {
  bodyCharsMax,
  captionCharsMax,
  listRowsMax,
  replyButtonsMax,
  replyIdCharsMax,
  rowIdCharsMax,
  rowTextCharsMax,
  rowTitleCharsMax,
  sessionLabelCharsMax,
  textCharsMax,
} from "./limits";
import { sessionCarousel } from "./session-carousel";

/** What a message inside the conversation window carries beside its envelope. */
export interface SessionMessage {
  messageType: "text" | "image" | "video" | "custom";
  content: JsonObject;
  findings: Finding[];
}

/**
 * Inside the window: answers as up to three buttons or as a list, or one link button; WhatsApp cannot mix them. The
 * rest become lines. A list has no picture, so a picture keeps the first three answers as buttons.
 */
export function session(basis: WhatsAppBasis, context: CompileContext): SessionMessage {
  if (basis.carousel !== null) {
    return { messageType: "custom", ...sessionCarousel(basis, basis.carousel, context) };
  }
  const { words, visual, buttons } = basis;
  const findings = [...basis.findings];
  const answers = unlike(buttons.filter((button) => button.action.type === "reply"));
  const isList = answers.length > replyButtonsMax && visual === null;
  const replies = answers.slice(0, isList ? listRowsMax : replyButtonsMax);
  const link = replies.length === 0 ? buttons.find((button) => button.action.type === "open_url") : undefined;
  const shown = link === undefined ? replies : [link];
  const lines = buttonSection(
    buttons.filter((button) => !shown.includes(button)),
    words,
    true,
    "WhatsApp",
  );
  findings.push(...lines.findings);
  const own = joinSections([...basis.sections, lines.section]);
  findings.push(...nothingToSend(own.length === 0 && visual === null && shown.length === 0, "WhatsApp"));

  const preferences = `${words.preferences}: ${context.preferencesUrl}`;
  if (shown.length === 0) {
    const pieces = joinSections([own, [linePiece(`${words.replyStop} ${preferences}`, null, true)]]);
    const text = piecesText(pieces);
    if (visual === null) {
      findings.push(...textTooLong(pieces, textCharsMax, "A WhatsApp text"));
      return { messageType: "text", content: { text }, findings };
    }
    findings.push(...textTooLong(pieces, captionCharsMax, "The words under a WhatsApp picture or film"));
    const messageType = visual.format === "VIDEO" ? "video" : "image";
    return { messageType, content: { [messageType]: { url: visual.url, caption: text } }, findings };
  }

  const pieces: TextPiece[] = joinSections([own, [linePiece(preferences, null, true)]]);
  findings.push(...textTooLong(pieces, bodyCharsMax, "A WhatsApp message with buttons"));
  const kind = visual?.format === "VIDEO" ? "video" : "image";
  const interactive: JsonObject = {
    type: link !== undefined ? "cta_url" : isList ? "list" : "button",
    ...(visual === null ? {} : { header: { type: kind, [kind]: { link: visual.url } } }),
    body: { text: piecesText(pieces) },
    footer: { text: words.replyStop },
    action:
      link !== undefined
        ? linkAction(link, findings)
        : isList
          ? listAction(replies, words.choose, context, findings)
          : replyAction(replies, context, findings),
  };
  return { messageType: "custom", content: { custom: { type: "interactive", interactive } }, findings };
}

/** Buttons whose labels differ, even when cut: WhatsApp refuses two alike. */
function unlike(buttons: readonly CarriedButton[]): CarriedButton[] {
  const labels = new Set<string>();
  return buttons.filter(({ label }) => {
    const cut = shorten(label, sessionLabelCharsMax);
    if (labels.has(cut)) return false;
    labels.add(cut);
    return true;
  });
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

/** A label too long for its row stands whole, or nearly so, below it. */
function listAction(
  replies: readonly CarriedButton[],
  choose: string,
  context: CompileContext,
  findings: Finding[],
): JsonObject {
  const rows = replies.map((button): JsonObject => {
    const title = shorten(button.label, rowTitleCharsMax);
    const id = encodePostback(context.clientRef, button.id).slice(0, rowIdCharsMax);
    return title === button.label
      ? { id, title }
      : { id, title, description: cutLabel(button, rowTextCharsMax, findings) };
  });
  const blockId = replies[0]?.blockId ?? null;
  findings.push({
    ...{ severity: "note", code: "answers_as_list", blockId, remedy: null },
    text: `WhatsApp shows more than ${replyButtonsMax} answers as a list behind one button.`,
  });
  return { button: choose, sections: [{ rows }] };
}

function linkAction(button: CarriedButton, findings: Finding[]): JsonObject {
  const url = button.action.type === "open_url" ? button.action.url : "";
  return { name: "cta_url", parameters: { display_text: cutLabel(button, sessionLabelCharsMax, findings), url } };
}
