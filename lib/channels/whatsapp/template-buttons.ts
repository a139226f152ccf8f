import type { CompileContext, Finding } from "@/lib/channels/contract";
import { stopPostback } from "@/lib/channels/postback";
import type { CarriedButton } from "@/lib/channels/read-message";
import type { WhatsAppBasis } from "./adapt";
import { couponCharsMax, templateButtonsMax, templateCallsMax, templateUrlsMax } from "./limits";
import { linkButton, type PlacedButton, personalLabel, templateButton } from "./template-button";

export interface TemplateButtons {
  placed: PlacedButton[];
  /** Buttons without a place; they become lines of the body. */
  overflow: CarriedButton[];
  findings: Finding[];
}

/**
 * Answers stand together, links, calls and the code stand together (WhatsApp refuses mixtures); the kind the message
 * starts with comes first. The last answer always ends promotions. Personal labels move into the body.
 */
export function templateButtons(basis: WhatsAppBasis, context: CompileContext): TemplateButtons {
  const { buttons } = basis;
  const findings: Finding[] = [];
  const answers: PlacedButton[] = [];
  const actions: PlacedButton[] = copyCode(basis, findings);
  const overflow: CarriedButton[] = [];
  const labels = new Set<string>([basis.words.stopButton, basis.words.preferences]);
  let links = 0;
  let calls = 0;
  // One place is kept for the button that ends promotions.
  const isFull = (): boolean => answers.length + actions.length >= templateButtonsMax - 1;
  for (const button of buttons) {
    const { type } = button.action;
    const hasPlace = type === "reply" || (type === "call" ? calls < templateCallsMax : links < templateUrlsMax);
    if (button.labelVariable) findings.push(personalLabel(button));
    if (button.labelVariable || isFull() || !hasPlace) {
      overflow.push(button);
      continue;
    }
    const said: Finding[] = [];
    const placed = templateButton(button, context, said);
    const label = "text" in placed.defined ? placed.defined.text : "";
    // WhatsApp refuses two labels alike.
    if (labels.has(label)) {
      overflow.push(button);
      continue;
    }
    labels.add(label);
    findings.push(...said);
    if (type === "call") calls += 1;
    if (type === "open_url") links += 1;
    if (type === "reply") answers.push(placed);
    else actions.push(placed);
  }
  if (links < templateUrlsMax && !isFull()) {
    actions.push({ ...linkButton(basis.words.preferences, context.preferencesUrl), id: null });
  }
  answers.push({
    defined: { type: "QUICK_REPLY", text: basis.words.stopButton },
    parameter: { type: "payload", payload: stopPostback },
    id: null,
  });
  const placed =
    answers[0]?.id === buttons[0]?.id && buttons.length > 0 ? [...answers, ...actions] : [...actions, ...answers];
  findings.push(...reordered(placed, buttons));
  return { placed, overflow, findings };
}

/** A limited-time offer has its code and one link, and nothing else; without a link of its own, the preference page. */
export function offerButtons(basis: WhatsAppBasis, context: CompileContext): TemplateButtons {
  const findings: Finding[] = [];
  const link = basis.buttons.find(({ action, labelVariable }) => action.type === "open_url" && !labelVariable);
  const shown =
    link === undefined
      ? { ...linkButton(basis.words.preferences, context.preferencesUrl), id: null }
      : templateButton(link, context, findings);
  const overflow = basis.buttons.filter((button) => button !== link);
  return { placed: [...copyCode(basis, findings), shown], overflow, findings };
}

/** The button that copies the code; none when the code is too long, or may be. */
function copyCode({ code }: WhatsAppBasis, findings: Finding[]): PlacedButton[] {
  if (code === null || code.code === "") return [];
  if (!isCoupon(code)) {
    findings.push({
      ...{ severity: "note", code: "code_as_words", blockId: code.id, remedy: null },
      text:
        code.codeCharsMax === null
          ? `WhatsApp copies codes of at most ${couponCharsMax} characters; codes from a list may be longer, so they stand in the text.`
          : `WhatsApp copies codes of at most ${couponCharsMax} characters, so this one stands in the text.`,
    });
    return [];
  }
  // An invented one where everybody has their own: those who approve the template see no real code.
  const example = code.codeVariable ? "SAVE20" : code.code;
  return [
    { defined: { type: "COPY_CODE", example }, parameter: { type: "coupon_code", coupon_code: code.code }, id: null },
  ];
}

/** Whether everybody's code fits the button that copies it. */
export function isCoupon({ codeCharsMax }: { codeCharsMax: number | null }): boolean {
  return codeCharsMax !== null && codeCharsMax > 0 && codeCharsMax <= couponCharsMax;
}

function reordered(placed: readonly PlacedButton[], buttons: readonly CarriedButton[]): Finding[] {
  const ids = placed.flatMap(({ id }) => (id === null ? [] : [id]));
  const asWritten = buttons.filter((button) => ids.includes(button.id));
  const moved = asWritten.find((button, index) => ids[index] !== button.id);
  if (moved === undefined) return [];
  return [
    {
      severity: "note",
      code: "buttons_reordered",
      blockId: moved.blockId,
      text: "WhatsApp keeps answers together, so the buttons stand in another order.",
      remedy: null,
    },
  ];
}
