import { buttonSection } from "@/lib/channels/button-lines";
import type { CompileContext, Finding } from "@/lib/channels/contract";
import type { CarriedButton } from "@/lib/channels/read-message";
import { joinSections, linePiece, type TextPiece } from "@/lib/channels/text-pieces";
import { textTooLong } from "@/lib/channels/too-long";
import type { WhatsAppBasis } from "./adapt";
import { filledPieces, type NumberedText, numbered } from "./placeholders";

export interface TemplateBody extends NumberedText {
  /** Whether the body itself says how to opt out; the footer need not then. */
  saysStop: boolean;
  findings: Finding[];
}

/** The words of a template: its sections, then buttons without a place; never with a personal value at either end. */
export function templateBody(
  basis: WhatsAppBasis,
  overflow: readonly CarriedButton[],
  context: CompileContext,
  rules: { charsMax: number; what: string; hasFooter: boolean },
): TemplateBody {
  const { words } = basis;
  const lines = buttonSection(overflow, words, true, "WhatsApp");
  const findings = [...lines.findings];
  const own = joinSections([...basis.sections, lines.section].map(filledPieces));
  const pieces = own.length > 0 ? own : [linePiece(context.brandName, null)];
  const isPersonal = (piece: TextPiece | undefined): piece is TextPiece => piece?.variable === true;
  const first = pieces.find(({ variable, text }) => variable || text.trim() !== "");
  const last = [...pieces].reverse().find(({ variable, text }) => variable || text.trim() !== "");
  // Meta approves no body that begins or ends with a placeholder.
  if (isPersonal(first)) {
    pieces.unshift(linePiece(`${context.brandName}: `, null));
    findings.push({
      ...{ severity: "warning", code: "template_edge", blockId: first.blockId },
      text: `WhatsApp approves no template that begins with a personal value or a link, so "${context.brandName}:" stands before it.`,
      remedy: "Put a word of your own before it.",
    });
  }
  const saysStop = !rules.hasFooter || isPersonal(last);
  if (saysStop) pieces.push(linePiece(`\n\n${words.replyStop}`, null));
  const body = numbered(pieces, findings);
  const refused = textTooLong(pieces, rules.charsMax, rules.what);
  findings.push(...refused);
  if (refused.length === 0 && body.text.length > rules.charsMax) {
    findings.push(...textTooLong([{ ...linePiece(body.text, last?.blockId ?? null) }], rules.charsMax, rules.what));
  }
  return { ...body, saysStop, findings };
}
