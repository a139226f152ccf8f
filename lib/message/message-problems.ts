import type { Finding } from "@/lib/channels/contract";
import { definitionOf } from "@/lib/message/blocks/registry";
import { allBlocks } from "@/lib/message/message-view";
import { blocker } from "@/lib/message/problem";
import { type PlacedTemplateProblem, prepareMessage } from "@/lib/message/render-message";
import type { Message } from "@/lib/message/schema";

/** What is wrong with a message whatever the channel. Independent of any person: personal addresses are checked when sent. */
export function messageProblems(message: Message, prepared = prepareMessage(message)): Finding[] {
  const findings = prepared.problems.map(templateFinding);
  if (message.blocks.length === 0) {
    findings.push(blocker("message_empty", null, "The message is empty.", "Add a block."));
  }
  const seen = new Set<string>();
  for (const block of allBlocks(message)) {
    if (seen.has(block.id)) {
      findings.push(blocker("block_twice", block.id, "Two blocks share one name.", "Remove one and add it again."));
    }
    seen.add(block.id);
    findings.push(...definitionOf(block.kind).problems(block));
  }
  return findings;
}

function templateFinding(problem: PlacedTemplateProblem): Finding {
  return blocker(
    "template_invalid",
    problem.blockId,
    `In the ${problem.part}, line ${problem.line}, character ${problem.column}: ${problem.text}`,
    "Correct it, or insert a variable from the menu.",
  );
}
