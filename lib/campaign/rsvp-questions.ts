import type { RsvpBlock } from "@/lib/message/blocks/rsvp";
import type { Message } from "@/lib/message/schema";

/** A question of a campaign, with all that a person can answer. */
export interface RsvpQuestion {
  /** The block that asks; versions of it for a channel or a language, and copies in other variants, ask the same. */
  id: string;
  /** As composed: it may hold Liquid. */
  question: string;
  answers: RsvpAnswer[];
}

interface RsvpAnswer {
  id: string;
  label: string;
  /** Every button that stands for this answer. */
  keys: string[];
}

/**
 * What the messages of a campaign ask. In a version of a block an answer with the same words is the same answer; in
 * another language the one in the same place is. Anything else is an answer of its own, so that none is taken for another.
 */
export function rsvpQuestions(messages: readonly Message[]): RsvpQuestion[] {
  const found = new Map<string, RsvpQuestion & { placesCount: number }>();
  const add = (id: string, block: RsvpBlock, isTranslated: boolean) => {
    const known = found.get(id);
    if (known === undefined) {
      const answers = block.answers.map((answer) => ({ ...answer, keys: [answer.id] }));
      found.set(id, { id, question: block.question, answers, placesCount: answers.length });
      return;
    }
    const samePlaces = isTranslated && block.answers.length === known.placesCount;
    for (const [place, { id: key, label }] of block.answers.entries()) {
      const same =
        known.answers.find((answer) => wordsOf(answer.label) === wordsOf(label)) ??
        (samePlaces ? known.answers[place] : undefined);
      if (same === undefined) known.answers.push({ id: key, label, keys: [key] });
      else if (!same.keys.includes(key)) same.keys.push(key);
    }
  };
  for (const { blocks, variants } of messages) {
    for (const block of blocks) if (block.kind === "rsvp") add(block.id, block, false);
    for (const { of, language, block } of variants ?? []) {
      if (block?.kind === "rsvp") add(of, block, language !== null);
    }
  }
  return [...found.values()].map(({ id, question, answers }) => ({ id, question, answers }));
}

function wordsOf(label: string): string {
  return label.trim().toLowerCase();
}
