import { buttonSection } from "@/lib/channels/button-lines";
import type { CompileContext, Finding, JsonObject, TemplateDefinition } from "@/lib/channels/contract";
import { joinSections, linePiece, type TextPiece } from "@/lib/channels/text-pieces";
import { nothingToSend, textTooLong } from "@/lib/channels/too-long";
import type { WhatsAppBasis } from "./adapt";
import { languageCode } from "./language-code";
import { bodyCharsMax } from "./limits";
import { templateButtons } from "./template-buttons";
import { templateName } from "./template-name";

export interface TemplateMessage {
  definition: TemplateDefinition;
  content: JsonObject;
  findings: Finding[];
}

/** Shown where a personal value is empty: WhatsApp refuses a request with an empty parameter. */
const invisible = "\u200b";

/**
 * Outside the window only an approved template may be sent. Its definition depends on the document alone: everything
 * personal is a placeholder, so one approval serves every person.
 */
export function template(basis: WhatsAppBasis, context: CompileContext): TemplateMessage {
  const buttons = templateButtons(basis, context);
  const lines = buttonSection(buttons.overflow, basis.words, true, "WhatsApp");
  const own = joinSections(structural([...basis.sections, lines.section]));
  const findings = [...basis.findings, ...buttons.findings, ...lines.findings];
  const isEmpty = own.length === 0 && basis.image === null && basis.parts.buttons.length === 0;
  findings.push(...nothingToSend(isEmpty, "WhatsApp"));
  const pieces = own.length > 0 ? own : [linePiece(context.brandName, null)];

  const values: string[] = [];
  let body = "";
  for (const piece of pieces) {
    if (piece.variable) {
      values.push(parameterText(piece, findings));
      body += `{{${values.length}}}`;
    } else {
      // Two braces would read as a placeholder.
      const spaced = piece.text.replaceAll("{{", "{ {").replaceAll("}}", "} }");
      if (spaced !== piece.text) findings.push(spacedBraces(piece.blockId));
      body += spaced;
    }
  }
  findings.push(...edgeFindings(pieces), ...textTooLong(pieces, bodyCharsMax, "A WhatsApp template"));
  const definition: Omit<TemplateDefinition, "name"> = {
    language: languageCode(context.locale),
    category: "MARKETING",
    header: basis.image === null ? null : { format: "IMAGE" },
    body,
    footer: basis.words.replyStop,
    buttons: buttons.defined,
  };
  const name = templateName(definition);
  const components: JsonObject[] = [
    ...(basis.image === null
      ? []
      : [{ type: "header", parameters: [{ type: "image", image: { link: basis.image.file.url } }] }]),
    ...(values.length === 0 ? [] : [{ type: "body", parameters: values.map((text) => ({ type: "text", text })) }]),
    ...buttons.components,
  ];
  const language = { policy: "deterministic", code: definition.language };
  return {
    definition: { name, ...definition },
    content: { custom: { type: "template", template: { name, language, components } } },
    findings,
  };
}

/** A section with a personal value stays even when it is empty for this person: the definition must not depend on it. */
function structural(sections: readonly (readonly TextPiece[])[]): TextPiece[][] {
  return sections.map((section) =>
    section.map((piece) => (piece.variable && piece.text.trim() === "" ? { ...piece, text: invisible } : piece)),
  );
}

function parameterText(piece: TextPiece, findings: Finding[]): string {
  const oneLine = piece.text.replace(/\s*[\n\r\t]\s*/g, " ").replace(/ {4,}/g, "   ");
  if (piece.text === invisible && piece.blockId !== null) {
    findings.push({
      severity: "note",
      code: "value_empty",
      blockId: piece.blockId,
      text: "A personal value is empty for this person; WhatsApp gets an invisible character for it.",
      remedy: null,
    });
  } else if (oneLine !== piece.text) {
    findings.push({
      severity: "note",
      code: "value_one_line",
      blockId: piece.blockId,
      text: "A personal value goes on one line: WhatsApp templates allow no line breaks inside it.",
      remedy: null,
    });
  }
  return oneLine;
}

function spacedBraces(blockId: string | null): Finding {
  return {
    severity: "note",
    code: "braces_spaced",
    blockId,
    text: "WhatsApp reads two braces as a placeholder, so a space is put between them.",
    remedy: null,
  };
}

/** Meta refuses to approve a body that begins or ends with a placeholder. */
function edgeFindings(pieces: readonly TextPiece[]): Finding[] {
  const edge = [pieces[0], pieces.at(-1)].find((piece) => piece?.variable === true);
  if (edge === undefined) return [];
  return [
    {
      severity: "warning",
      code: "template_edge",
      blockId: edge.blockId,
      text: "WhatsApp does not approve templates that begin or end with a personal value or a link.",
      remedy: "Put a word before or after it.",
    },
  ];
}
