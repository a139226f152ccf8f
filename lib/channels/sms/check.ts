import type { Finding } from "@/lib/channels/contract";
import { blockAt, piecesText } from "@/lib/channels/text-pieces";
import { nothingToSend, textTooLong } from "@/lib/channels/too-long";
import type { SmsContent } from "./adapt";
import { textCharsMax } from "./limits";
import { lookAlike, withSmartCharacters } from "./smart-characters";
import { type Segments, splitSegments } from "./split-segments";

/** What a text costs and what makes it dear. */
export function check(content: SmsContent, segments: Segments): Finding[] {
  const findings = [
    ...nothingToSend(content.isEmpty, "SMS"),
    ...textTooLong(content.pieces, textCharsMax, "A text message"),
  ];
  const { offender, parts } = segments;
  if (offender !== null) {
    const cheap = splitSegments(withSmartCharacters(piecesText(content.pieces)));
    const replacement = lookAlike(offender.char);
    findings.push({
      severity: "warning",
      code: "not_gsm",
      blockId: blockAt(content.pieces, offender.index),
      text: `"${offender.char}" is not in the text message alphabet, so a part holds 70 characters instead of 160: ${count(parts.length)} instead of ${cheap.encoding === "GSM-7" ? count(cheap.parts.length) : "fewer"}.`,
      remedy:
        replacement !== null && cheap.encoding === "GSM-7"
          ? `Use plain characters, such as ${replacement === "" ? "none" : `"${replacement.trim() === "" ? "a space" : replacement}"`} for "${offender.char}".`
          : `Write it without "${offender.char}" if the cost matters.`,
      ...(cheap.encoding === "GSM-7" && {
        fix: { type: "replace_characters" as const, replacements: replacementsFor(content) },
      }),
    });
  }
  if (parts.length > 1) {
    findings.push({
      severity: "note",
      code: "several_segments",
      blockId: null,
      text: `This text goes out in ${count(parts.length)}; each is billed.`,
      remedy: null,
    });
  }
  return findings;
}

/** Every dear character of the text with its look-alike. */
function replacementsFor(content: SmsContent): Record<string, string> {
  const replacements: Record<string, string> = {};
  for (const char of piecesText(content.pieces)) {
    const replacement = lookAlike(char);
    if (replacement !== null && withSmartCharacters(char) !== char) replacements[char] = replacement;
  }
  return replacements;
}

function count(parts: number): string {
  return parts === 1 ? "1 part" : `${parts} parts`;
}
