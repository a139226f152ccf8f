import type { TemplateDefinition } from "@/lib/channels/contract";

type Buttons = TemplateDefinition["buttons"];

/** The rules of Meta's a template breaks, in plain sentences; empty when it would be approved. */
export function templateFaults(template: TemplateDefinition): string[] {
  const { body, header, footer, offer, buttons, cards } = template;
  const rules: [broken: boolean, says: string][] = [
    [body.trim() === "", "The body is empty."],
    [body.length > 1024, "The body is longer than 1024 characters."],
    [/^\s*\{\{\d+\}\}/.test(body), "The body begins with a placeholder."],
    [/\{\{\d+\}\}\s*$/.test(body), "The body ends with a placeholder."],
    [!hasExamples(template) || !cards.every(hasExamples), "A placeholder has no example."],
    [header?.format === "TEXT" && header.text.length > 60, "The header is longer than 60 characters."],
    [footer !== null && footer.length > 60, "The footer is longer than 60 characters."],
    [buttons.length > 10, "There are more than ten buttons."],
    [count(buttons, "URL") > 2, "There are more than two links."],
    [count(buttons, "PHONE_NUMBER") > 1, "There is more than one number to call."],
    [count(buttons, "COPY_CODE") > 1, "There is more than one code to copy."],
    [!areGrouped(buttons), "Answers stand between other buttons."],
    [[buttons, ...cards.map((card) => card.buttons)].some(hasWrongLabel), "A button has no label, or too long a one."],
    [cards.length === 1 || cards.length > 10, "A carousel has two to ten cards."],
    [cards.some((card) => !isCardText(card.body)), "The words on a card are missing or too long."],
    [cards.some((card) => card.buttons.length > 2), "A card has more than two buttons."],
    [new Set(cards.map(shapeOf)).size > 1, "The cards have different parts."],
    [
      cards.length > 0 && (header !== null || footer !== null || buttons.length > 0),
      "A carousel has cards and a body only.",
    ],
    [offer !== null && (offer.length === 0 || offer.length > 16), "The name of the offer is missing or too long."],
    [offer !== null && body.length > 600, "The body of an offer is longer than 600 characters."],
    [offer !== null && footer !== null, "An offer has no footer."],
    [
      offer !== null && buttons.map(({ type }) => type).join() !== "COPY_CODE,URL",
      "An offer has its code and one link.",
    ],
  ];
  return rules.flatMap(([broken, says]) => (broken ? [says] : []));
}

function hasExamples({ body, examples }: { body: string; examples: readonly string[] }): boolean {
  const placeholders = body.match(/\{\{\d+\}\}/g) ?? [];
  return placeholders.length === examples.length && examples.every((example) => example.trim() !== "");
}

function count(buttons: Buttons, type: Buttons[number]["type"]): number {
  return buttons.filter((button) => button.type === type).length;
}

function areGrouped(buttons: Buttons): boolean {
  return /^(a*q*|q+a*)$/.test(buttons.map(({ type }) => (type === "QUICK_REPLY" ? "q" : "a")).join(""));
}

function hasWrongLabel(buttons: Buttons): boolean {
  return buttons.some((button) =>
    button.type === "COPY_CODE"
      ? button.example === "" || button.example.length > 15
      : button.text.trim() === "" || button.text.length > 25,
  );
}

function isCardText(text: string): boolean {
  return text.trim() !== "" && text.length <= 160 && text.split("\n").length <= 3;
}

function shapeOf({ format, buttons }: TemplateDefinition["cards"][number]): string {
  return [format, ...buttons.map(({ type }) => type)].join();
}
