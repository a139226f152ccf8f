import type { CompileContext, Finding, JsonObject, TemplateDefinition } from "@/lib/channels/contract";
import { encodePostback, stopPostback } from "@/lib/channels/postback";
import type { CarriedButton } from "@/lib/channels/read-message";
import type { WhatsAppBasis } from "./adapt";
import { cutLabel } from "./cut-label";
import { templateButtonsMax, templateCallsMax, templateLabelCharsMax, templateUrlsMax } from "./limits";

type DefinedButton = TemplateDefinition["buttons"][number];
type Placed = { defined: DefinedButton; parameter: JsonObject | null; id: string | null };

export interface TemplateButtons {
  defined: DefinedButton[];
  /** What a request fills in: the tail of an address, or the hidden text of an answer. */
  components: JsonObject[];
  /** Buttons without a place; they become lines of the body. */
  overflow: CarriedButton[];
  findings: Finding[];
}

/**
 * Answers stand together, links and calls stand together (WhatsApp refuses mixtures); the kind the message starts with
 * comes first. The last answer always ends promotions. Labels are part of the approved template, so personal ones move into the body.
 */
export function templateButtons(basis: WhatsAppBasis, context: CompileContext): TemplateButtons {
  const { buttons } = basis.parts;
  const findings: Finding[] = [];
  const answers: Placed[] = [];
  const actions: Placed[] = [];
  const overflow: CarriedButton[] = [];
  let links = 0;
  let calls = 0;
  // One place is kept for the button that ends promotions.
  const isFull = (): boolean => answers.length + actions.length >= templateButtonsMax - 1;
  for (const button of buttons) {
    if (button.labelVariable || isFull()) {
      overflow.push(button);
      if (button.labelVariable) findings.push(personalLabel(button));
      continue;
    }
    const { action } = button;
    if (action.type === "reply") {
      const text = cutLabel(button, templateLabelCharsMax, findings);
      const parameter = { type: "payload", payload: encodePostback(context.clientRef, button.id) };
      answers.push({ defined: { type: "QUICK_REPLY", text }, parameter, id: button.id });
    } else if (action.type === "open_url" && links < templateUrlsMax) {
      links += 1;
      const text = cutLabel(button, templateLabelCharsMax, findings);
      actions.push({ ...linkButton(text, action.url), id: button.id });
    } else if (action.type === "call" && calls < templateCallsMax) {
      calls += 1;
      const text = cutLabel(button, templateLabelCharsMax, findings);
      actions.push({
        defined: { type: "PHONE_NUMBER", text, phoneNumber: action.phone },
        parameter: null,
        id: button.id,
      });
    } else {
      overflow.push(button);
    }
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
  return {
    defined: placed.map(({ defined }) => defined),
    components: placed.flatMap(({ defined, parameter }, index) =>
      parameter === null
        ? []
        : [
            {
              type: "button",
              sub_type: defined.type === "URL" ? "url" : "quick_reply",
              index: String(index),
              parameters: [parameter],
            },
          ],
    ),
    overflow,
    findings,
  };
}

/** An approved address may end in one placeholder: the part after the last slash, different for each person. */
function linkButton(text: string, url: string): { defined: DefinedButton; parameter: JsonObject | null } {
  const slash = url.lastIndexOf("/");
  const tail = url.slice(slash + 1);
  if (slash < "https://".length || tail === "") return { defined: { type: "URL", text, url }, parameter: null };
  return {
    defined: { type: "URL", text, url: `${url.slice(0, slash + 1)}{{1}}` },
    parameter: { type: "text", text: tail },
  };
}

function personalLabel(button: CarriedButton): Finding {
  return {
    severity: "warning",
    code: "label_personal",
    blockId: button.blockId,
    text: `WhatsApp templates cannot have personal button labels; "${button.label}" becomes a line of text.`,
    remedy: "Use the same label for everybody.",
  };
}

function reordered(placed: readonly Placed[], buttons: readonly CarriedButton[]): Finding[] {
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
