import type { Finding } from "@/lib/channels/contract";
import type { CarriedButton } from "@/lib/channels/read-message";
import { shorten } from "@/lib/channels/shorten";

/** The label as WhatsApp takes it, with a warning when it had to be cut. */
export function cutLabel(button: CarriedButton, charsMax: number, findings: Finding[]): string {
  if (button.label.length > charsMax) {
    findings.push({
      severity: "warning",
      code: "label_cut",
      blockId: button.blockId,
      text: `The button "${button.label}" is cut to ${charsMax} characters.`,
      remedy: "Shorten the label.",
      fix: { type: "shorten_labels", charsMax },
    });
  }
  return shorten(button.label, charsMax);
}
