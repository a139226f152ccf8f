import type { Finding } from "@/lib/channels/contract";
import { callNumber } from "@/lib/message/call-number";
import { type PlacedTemplateProblem, prepareMessage } from "@/lib/message/render-message";
import type { Block, Message } from "@/lib/message/schema";
import { webAddress } from "@/lib/message/web-address";

/** What is wrong with a message whatever the channel. Independent of any person: personal addresses are checked when sent. */
export function messageProblems(message: Message): Finding[] {
  const findings = prepareMessage(message).problems.map(templateFinding);
  if (message.blocks.length === 0) {
    findings.push(blocker("message_empty", null, "The message is empty.", "Add a block."));
  }
  const seen = new Set<string>();
  for (const block of message.blocks) {
    if (seen.has(block.id)) {
      findings.push(blocker("block_twice", block.id, "Two blocks share one name.", "Remove one and add it again."));
    }
    seen.add(block.id);
    findings.push(...blockProblems(block));
  }
  return findings;
}

function blockProblems(block: Block): Finding[] {
  switch (block.kind) {
    case "text":
      return textProblems(block);
    case "image":
      return imageProblems(block);
    case "buttons":
      return buttonProblems(block);
  }
}

function textProblems(block: Extract<Block, { kind: "text" }>): Finding[] {
  const inlines = block.paragraphs.flatMap(({ children }) => children);
  const isEmpty = inlines.every((inline) => inline.type === "break" || (inline.type === "text" && !inline.text.trim()));
  if (isEmpty) return [warning("text_empty", block.id, "This text is empty.", "Write something or remove the block.")];
  return inlines.flatMap((inline) =>
    inline.type === "link" ? addressProblems(block.id, inline.url, `The link "${inline.text}"`) : [],
  );
}

function imageProblems(block: Extract<Block, { kind: "image" }>): Finding[] {
  if (block.mediaId === null) {
    return [
      blocker("image_not_chosen", block.id, "No picture has been chosen.", "Choose a picture or remove the block."),
    ];
  }
  if (block.alt.trim() !== "") return [];
  return [
    warning(
      "image_without_description",
      block.id,
      "People who cannot see the picture are told nothing about it.",
      "Describe the picture in a few words.",
    ),
  ];
}

function buttonProblems(block: Extract<Block, { kind: "buttons" }>): Finding[] {
  if (block.buttons.length === 0) {
    return [warning("buttons_empty", block.id, "This block has no buttons.", "Add a button or remove the block.")];
  }
  return block.buttons.flatMap((button) => {
    const findings: Finding[] = [];
    const named = button.label.trim() === "" ? "A button" : `The button "${button.label}"`;
    if (button.label.trim() === "") {
      findings.push(
        blocker("button_without_label", block.id, "A button has no label.", "Write on the button what it does."),
      );
    }
    if (button.action.type === "open_url") findings.push(...addressProblems(block.id, button.action.url, named));
    if (button.action.type === "call" && callNumber(button.action.phone) === null) {
      findings.push(
        blocker(
          "phone_invalid",
          block.id,
          `${named} has no phone number that can be called from everywhere.`,
          "Write the number with + and the country code.",
        ),
      );
    }
    return findings;
  });
}

/** A personal part may stand anywhere behind the scheme and host, so only what is fixed in front of it is judged. */
function addressProblems(blockId: string, url: string, subject: string): Finding[] {
  if (url.trim() === "") {
    return [blocker("link_missing", blockId, `${subject} has no address.`, "Give the address it should open.")];
  }
  const personal = /\{\{|\{%/.exec(url);
  if (personal?.index === 0) return [];
  const fixed = personal === null ? url.trim() : `${url.slice(0, personal.index).trim()}x`;
  if (webAddress(fixed) !== null) return [];
  return [
    blocker(
      "link_invalid",
      blockId,
      `${subject} goes to "${url.slice(0, 80)}", which is not a web address.`,
      "Give an address that starts with https://.",
    ),
  ];
}

function templateFinding(problem: PlacedTemplateProblem): Finding {
  return blocker(
    "template_invalid",
    problem.blockId,
    `In the ${problem.part}, line ${problem.line}, character ${problem.column}: ${problem.text}`,
    "Correct it, or insert a variable from the menu.",
  );
}

function blocker(code: string, blockId: string | null, text: string, remedy: string): Finding {
  return { severity: "blocker", code, blockId, text, remedy };
}

function warning(code: string, blockId: string, text: string, remedy: string): Finding {
  return { severity: "warning", code, blockId, text, remedy };
}
