import { buttonLine } from "@/lib/channels/button-lines";
import { channelWords } from "@/lib/channels/channel-words";
import type { CompileContext, Finding, RenderedMessage } from "@/lib/channels/contract";
import { droppedFormatting } from "@/lib/channels/dropped-formatting";
import { type PickedImage, pickImages } from "@/lib/channels/pick-image";
import { type CarriedButton, readMessage } from "@/lib/channels/read-message";
import { type PlainMessage, simplify } from "@/lib/channels/simplify";
import { splitHeading } from "@/lib/channels/split-heading";
import { joinSections, linePiece, type TextPiece, textPieces } from "@/lib/channels/text-pieces";
import { webAddress } from "@/lib/message/web-address";
import { actionsMax, titleCharsMax } from "./limits";

interface PushAction {
  id: string;
  title: string;
  url: string;
}

export interface PushContent {
  title: string;
  pieces: TextPiece[];
  image: PickedImage | null;
  /** Where a tap on the notification leads. */
  navigate: string;
  actions: PushAction[];
  isEmpty: boolean;
  findings: Finding[];
}

/** The first line becomes the title, the first two link buttons actions; a tap opens the first link of the message. */
export function adapt(rendered: RenderedMessage, context: CompileContext): PushContent {
  const { message, findings: changes } = simplify(rendered, context, { channelName: "A notification", media: [] });
  const words = channelWords(context.locale);
  const parts = readMessage(message, context);
  const { picked, findings: pictureFindings } = pickImages(
    // A notification has one place for a picture wherever it stood.
    parts.images.map((image) => ({ ...image, first: true })),
    context,
    { name: "A notification", profile: "push", imagesMax: 1 },
  );
  const findings = [
    ...changes,
    ...parts.findings,
    ...pictureFindings,
    ...droppedFormatting(message, "A notification", []),
  ];
  const image = picked[0] ?? null;
  if (image !== null) findings.push(iphoneNote(image.blockId, "the picture"));

  const linkButtons = parts.buttons.filter((button) => button.action.type === "open_url");
  const actions = linkButtons.slice(0, actionsMax).map((button) => ({
    id: button.id,
    title: button.label,
    url: button.action.type === "open_url" ? button.action.url : "",
  }));
  findings.push(...lostButtons(parts.buttons, linkButtons));
  const firstButton = linkButtons[0];
  if (firstButton !== undefined) findings.push(iphoneNote(firstButton.blockId, "the buttons"));
  const links = textLinks(message, context);
  const navigate = actions[0]?.url ?? links[0]?.url ?? context.preferencesUrl;
  findings.push(...deadLinks(links, navigate));
  if (actions.length < actionsMax) {
    actions.push({ id: "preferences", title: words.preferences, url: context.preferencesUrl });
  }

  const sections = message.blocks.map((block, part): TextPiece[] => {
    if (block.kind === "text") return textPieces(block.id, block.paragraphs, { bullet: "• ", signs: {} }, () => null);
    const calls = parts.buttons.filter((button) => button.part === part && button.action.type === "call");
    return calls.flatMap((button, index) => [
      ...(index > 0 ? [linePiece("\n", block.id)] : []),
      ...(buttonLine(button, words, false) ?? []),
    ]);
  });
  const own = joinSections(sections);
  const { heading, rest } = splitHeading(own, titleCharsMax);
  const isEmpty = own.length === 0;
  if (!isEmpty && navigate === context.preferencesUrl) findings.push(nowhereToGo());
  return { title: heading ?? context.brandName, pieces: rest, image, navigate, actions, isEmpty, findings };
}

interface TextLink {
  blockId: string;
  text: string;
  url: string;
}

function textLinks(message: PlainMessage, context: CompileContext): TextLink[] {
  return message.blocks.flatMap((block) =>
    block.kind !== "text"
      ? []
      : block.paragraphs.flatMap((paragraph) =>
          paragraph.children.flatMap((inline) =>
            inline.type === "link" && webAddress(inline.url) !== null
              ? [{ blockId: block.id, text: inline.text, url: context.link(inline.url, inline.key) }]
              : [],
          ),
        ),
  );
}

function deadLinks(links: readonly TextLink[], navigate: string): Finding[] {
  return links
    .filter((link) => link.url !== navigate)
    .map((link) => ({
      severity: "warning",
      code: "link_dropped",
      blockId: link.blockId,
      text: `Words in a notification cannot be tapped, so the link "${link.text}" is lost.`,
      remedy: "Make it a button.",
    }));
}

function lostButtons(buttons: readonly CarriedButton[], linkButtons: readonly CarriedButton[]): Finding[] {
  return buttons.flatMap((button): Finding[] => {
    const { blockId, label } = button;
    if (button.action.type === "call") {
      return [
        {
          severity: "note",
          code: "button_as_text",
          blockId,
          text: `"${label}" becomes a line of text with the number.`,
          remedy: null,
        },
      ];
    }
    if (button.action.type === "reply") {
      return [
        {
          severity: "warning",
          code: "reply_dropped",
          blockId,
          text: `People cannot answer a notification, so "${label}" is left out.`,
          remedy: "Offer a link instead.",
        },
      ];
    }
    if (linkButtons.indexOf(button) < actionsMax) return [];
    return [
      {
        severity: "warning",
        code: "too_many_buttons",
        blockId,
        text: `A notification has ${actionsMax} buttons, so "${label}" is left out.`,
        remedy: "Keep the buttons that matter most.",
      },
    ];
  });
}

function iphoneNote(blockId: string, what: string): Finding {
  return {
    severity: "note",
    code: "not_on_iphone",
    blockId,
    text: `iPhones show the notification without ${what}.`,
    remedy: null,
  };
}

function nowhereToGo(): Finding {
  return {
    severity: "warning",
    code: "no_destination",
    blockId: null,
    text: "The message has no link, so a tap opens the person's preference page.",
    remedy: "Add a button that opens a page.",
  };
}
