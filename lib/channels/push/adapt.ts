import { buttonLine } from "@/lib/channels/button-lines";
import { channelWords } from "@/lib/channels/channel-words";
import type { CompileContext, Finding, RenderedMessage } from "@/lib/channels/contract";
import { droppedFormatting } from "@/lib/channels/dropped-formatting";
import { type PickedImage, pickImages } from "@/lib/channels/pick-image";
import { type CarriedButton, type CarriedImage, readMessage } from "@/lib/channels/read-message";
import { type PlainMessage, simplify } from "@/lib/channels/simplify";
import { splitHeading } from "@/lib/channels/split-heading";
import { joinSections, linePiece, type TextPiece, textPieces } from "@/lib/channels/text-pieces";
import { webAddress } from "@/lib/message/web-address";
import { actionsMax, titleCharsMax } from "./limits";
import { notShown } from "./not-shown";
import { onlyFirstCards } from "./only-first-cards";

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

/** The first line becomes the title, the first two buttons that open a page actions; a tap opens the first link. */
export function adapt(rendered: RenderedMessage, context: CompileContext): PushContent {
  const short = onlyFirstCards(rendered);
  const { message, findings: changes } = simplify(short.message, context, {
    channelName: "A notification",
    media: [],
  });
  const words = channelWords(context.locale);
  const parts = readMessage(message, context);
  const { picked, findings: pictureFindings } = pickImages(
    // A notification has one place for a picture wherever it stood.
    parts.images.map((image) => ({ ...image, first: true })),
    context,
    { name: "A notification", profile: "push", imagesMax: 1 },
  );
  const findings = [
    ...short.findings,
    ...changes,
    ...parts.findings,
    ...pictureFindings,
    ...droppedFormatting(message, "A notification", []),
  ];
  const image = picked[0] ?? null;

  const openers = parts.buttons.flatMap((button) => {
    const url = button.action.type === "call" ? null : button.action.url;
    return url === null ? [] : [{ button, url }];
  });
  const shown = openers.slice(0, actionsMax);
  const actions = shown.map(({ button: { id, label }, url }) => ({ id, title: label, url }));
  const links = textLinks(message, context);
  const navigate = destination(openers, links) ?? context.preferencesUrl;
  const tapped = openers.find(({ button, url }) => button.action.type === "open_url" && url === navigate);
  findings.push(
    ...lostButtons(
      parts.buttons.filter((button) => !shown.some((action) => action.button === button)),
      tapped?.button ?? null,
    ),
  );
  const [firstButton] = shown;
  if (firstButton !== undefined) findings.push(notShown(firstButton.button.blockId, "actions"));
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
  const { heading, rest } =
    own.length === 0 ? { heading: null, rest: pictureInWords(parts.images) } : splitHeading(own, titleCharsMax);
  const isEmpty = own.length === 0 && rest.length === 0;
  if (!isEmpty && navigate === context.preferencesUrl) findings.push(nowhereToGo());
  return { title: heading ?? context.brandName, pieces: rest, image, navigate, actions, isEmpty, findings };
}

interface Opener {
  button: CarriedButton;
  url: string;
}

/**
 * What a tap on the notification opens. Never an answer, which nobody would mean to give by it; a calendar file is
 * downloaded, so it comes after everything that is a page.
 */
function destination(openers: readonly Opener[], links: readonly TextLink[]): string | null {
  const opens = openers.filter(({ button }) => button.action.type === "open_url");
  const page = opens.find(({ button }) => button.origin.type !== "calendar");
  return page?.url ?? links[0]?.url ?? opens[0]?.url ?? null;
}

/** The description of the picture, for a message that says nothing else. */
function pictureInWords(images: readonly CarriedImage[]): TextPiece[] {
  const described = images.find(({ media }) => media.alt.trim() !== "");
  return described === undefined ? [] : [linePiece(described.media.alt, described.blockId, true)];
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

/** What becomes of the buttons that are no actions; `tapped` is the one a tap on the notification opens. */
function lostButtons(buttons: readonly CarriedButton[], tapped: CarriedButton | null): Finding[] {
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
    if (button.action.type === "reply" && button.action.url === null) {
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
    if (button === tapped) {
      return [
        {
          ...{ severity: "note", code: "button_as_tap", blockId },
          text: `"${label}" has no button of its own: a tap on the notification opens it.`,
          remedy: null,
        },
      ];
    }
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

function nowhereToGo(): Finding {
  return {
    severity: "warning",
    code: "no_destination",
    blockId: null,
    text: "The message has no link, so a tap opens the person's preference page.",
    remedy: "Add a button that opens a page.",
  };
}
