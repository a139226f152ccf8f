import type { TemplateDefinition } from "@/lib/channels/contract";

/** Names a template by its content: the same words always need the same approval, changed words a new one. */
export function templateName(definition: Omit<TemplateDefinition, "name">): string {
  const { language, category, header, offer, body, footer, buttons, cards } = definition;
  // Examples are for whoever approves; they are no part of what is approved.
  const shown = [buttons, ...cards.map((card) => card.buttons)].map((list) =>
    list.map((button) => (button.type === "COPY_CODE" ? { type: button.type } : button)),
  );
  const said = cards.map((card) => [card.format, card.body]);
  const text = JSON.stringify([language, category, header, offer, body, footer, shown, said]);
  return `cascade_${fnv1a(text, 0x811c9dc5)}${fnv1a(text, 0x9747b28c)}`;
}

/** FNV-1a over UTF-16 units, 32 bits as 8 hexadecimal digits; the offset is the seed. */
function fnv1a(text: string, offset: number): string {
  let hash = offset;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, "0");
}
