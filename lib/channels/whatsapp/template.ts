import type { CompileContext, Finding, JsonObject, TemplateCard, TemplateDefinition } from "@/lib/channels/contract";
import { nothingToSend } from "@/lib/channels/too-long";
import type { WhatsAppBasis } from "./adapt";
import { commonButtons, commonShape } from "./common-buttons";
import { languageCode } from "./language-code";
import { bodyCharsMax, cardButtonsMax, offerBodyCharsMax } from "./limits";
import type { NativeCarousel } from "./native-cards";
import type { Visual } from "./pick-header";
import { numbered } from "./placeholders";
import { type TemplateBody, templateBody } from "./template-body";
import { buttonComponents, personalLabel, templateButton } from "./template-button";
import { isCoupon, offerButtons, type TemplateButtons, templateButtons } from "./template-buttons";
import { templateName } from "./template-name";

export interface TemplateMessage {
  definition: TemplateDefinition;
  content: JsonObject;
  findings: Finding[];
}

/** What Meta is told a message is for; they move it to another category themselves where they disagree. */
const category = "MARKETING";

type Unnamed = Omit<TemplateDefinition, "name">;

/**
 * Outside the window only an approved template may be sent. Its definition depends on the document alone: everything
 * personal is a placeholder, so one approval serves every person who reads the language.
 */
export function template(basis: WhatsAppBasis, heading: string | null, context: CompileContext): TemplateMessage {
  const isEmpty =
    basis.sections.every((section) => section.every(({ text }) => text.trim() === "")) &&
    heading === null &&
    basis.visual === null &&
    basis.carousel === null &&
    basis.buttons.length === 0;
  const findings = [...basis.findings, ...nothingToSend(isEmpty, "WhatsApp"), ...notInUnitedStates(context)];
  if (basis.carousel !== null) return carouselTemplate(basis, basis.carousel, context, findings);
  const endsAt = basis.code === null || !isCoupon(basis.code) || heading !== null ? null : basis.code.endsAt;
  const offer = endsAt === null ? null : offerTemplate(basis, endsAt, context, findings);
  return offer ?? plainTemplate(basis, heading, context, findings);
}

/** Meta paused marketing templates to numbers of the United States on 1 April 2025. */
function notInUnitedStates({ country }: CompileContext): Finding[] {
  if (country !== "US") return [];
  return [
    {
      ...{ severity: "warning", code: "us_marketing_paused", blockId: null },
      text: "WhatsApp has not delivered marketing templates to numbers of the United States since April 2025.",
      remedy: "Put another channel on the ladder for them.",
    },
  ];
}

function plainTemplate(
  basis: WhatsAppBasis,
  heading: string | null,
  context: CompileContext,
  findings: Finding[],
): TemplateMessage {
  const buttons = templateButtons(basis, context);
  const rules = { charsMax: bodyCharsMax, what: "A WhatsApp template", hasFooter: true };
  const body = templateBody(basis, buttons.overflow, context, rules);
  const header: TemplateDefinition["header"] =
    basis.visual !== null
      ? { format: basis.visual.format }
      : heading === null
        ? null
        : { format: "TEXT", text: heading };
  const definition = defined(context, body, buttons, {
    header,
    footer: body.saysStop ? null : basis.words.replyStop,
  });
  return message(
    definition,
    [...visualComponents(basis.visual), ...bodyComponents(body), ...buttonComponents(buttons.placed)],
    [...findings, ...buttons.findings, ...body.findings],
  );
}

/** Null when the fixed words are too long for an offer: whether it is one must not depend on the person. */
function offerTemplate(
  basis: WhatsAppBasis,
  endsAt: string,
  context: CompileContext,
  findings: Finding[],
): TemplateMessage | null {
  const buttons = offerButtons(basis, context);
  const rules = { charsMax: offerBodyCharsMax, what: "A WhatsApp limited-time offer", hasFooter: false };
  const body = templateBody(basis, buttons.overflow, context, rules);
  const blockId = basis.code?.id ?? null;
  if (body.text.length > offerBodyCharsMax) {
    findings.push({
      ...{ severity: "warning", code: "offer_too_long", blockId },
      text: `WhatsApp counts down offers of at most ${offerBodyCharsMax} characters; this has ${body.text.length}, so it goes without the countdown.`,
      remedy: `Shorten the text by ${body.text.length - offerBodyCharsMax} characters.`,
    });
    return null;
  }
  findings.push({
    ...{ severity: "warning", code: "offer_on_phones_only", blockId },
    text: "WhatsApp shows a countdown beside the code, but only on phones: on computers people are told to look there.",
    remedy: "Leave it so, or take the end off the code for WhatsApp.",
  });
  const definition = defined(context, body, buttons, {
    header: basis.visual === null ? null : { format: basis.visual.format },
    offer: basis.words.offer,
  });
  const limited = { expiration_time_ms: Date.parse(endsAt) };
  return message(
    definition,
    [
      ...visualComponents(basis.visual),
      {
        type: "limited_time_offer",
        parameters: [{ type: "limited_time_offer", limited_time_offer: limited }],
      },
      ...bodyComponents(body),
      ...buttonComponents(buttons.placed),
    ],
    [...findings, ...buttons.findings, ...body.findings],
  );
}

/** Words above, cards side by side. Buttons that are not on cards become lines: WhatsApp has no place for them. */
function carouselTemplate(
  basis: WhatsAppBasis,
  carousel: NativeCarousel,
  context: CompileContext,
  findings: Finding[],
): TemplateMessage {
  const isFixed = (button: { labelVariable: boolean }): boolean => !button.labelVariable;
  const common = commonButtons(carousel, commonShape(carousel, cardButtonsMax, isFixed), isFixed);
  const personal = common.overflow.filter(({ labelVariable }) => labelVariable).map(personalLabel);
  const overflow = [...basis.buttons, ...common.overflow];
  const rules = { charsMax: bodyCharsMax, what: "A WhatsApp template", hasFooter: false };
  const body = templateBody(basis, overflow, context, rules);
  const inCards: Finding[] = [];
  const cards: TemplateCard[] = [];
  const sent: JsonObject[] = [];
  for (const [index, card] of carousel.cards.entries()) {
    const words = numbered(card.pieces, inCards);
    const placed = (common.byCard[index] ?? []).map((button) => templateButton(button, context, inCards));
    cards.push({
      ...{ format: card.visual.format, body: words.text, examples: words.examples },
      buttons: placed.map((button) => button.defined),
    });
    sent.push({
      card_index: index,
      components: [...visualComponents(card.visual), ...bodyComponents(words), ...buttonComponents(placed)],
    });
  }
  const definition = defined(context, body, { placed: [], overflow, findings: [] }, { cards });
  return message(
    definition,
    [...bodyComponents(body), { type: "carousel", cards: sent }],
    [...findings, ...common.findings, ...personal, ...inCards, ...body.findings],
  );
}

function defined(
  context: CompileContext,
  body: TemplateBody,
  buttons: TemplateButtons,
  parts: Partial<Pick<Unnamed, "header" | "offer" | "footer" | "cards">>,
): Unnamed {
  return {
    language: languageCode(context.contentLocale),
    category,
    header: parts.header ?? null,
    offer: parts.offer ?? null,
    body: body.text,
    examples: body.examples,
    footer: parts.footer ?? null,
    buttons: buttons.placed.map((button) => button.defined),
    cards: parts.cards ?? [],
  };
}

function message(definition: Unnamed, components: JsonObject[], findings: Finding[]): TemplateMessage {
  const name = templateName(definition);
  const language = { policy: "deterministic", code: definition.language };
  return {
    definition: { name, ...definition },
    content: { custom: { type: "template", template: { name, language, components } } },
    findings,
  };
}

function visualComponents(visual: Visual | null): JsonObject[] {
  if (visual === null) return [];
  const kind = visual.format === "VIDEO" ? "video" : "image";
  return [{ type: "header", parameters: [{ type: kind, [kind]: { link: visual.url } }] }];
}

function bodyComponents({ values }: { values: readonly string[] }): JsonObject[] {
  if (values.length === 0) return [];
  return [{ type: "body", parameters: values.map((text) => ({ type: "text", text })) }];
}
