import { type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import type { RsvpQuestion } from "@/lib/campaign/rsvp-questions";

export interface AnswerCounts {
  id: string;
  question: string;
  answers: { id: string; label: string; people: number }[];
}

/** How many people gave each answer: of everybody the last one counts. Reads the taps of the campaign and nothing else. */
export async function countAnswers(
  db: Database,
  workspaceId: string,
  campaignId: string,
  questions: readonly RsvpQuestion[],
): Promise<AnswerCounts[]> {
  if (questions.length === 0) return [];
  const rows = await db.execute<{ question: string; answer: string; people: number }>(sql`
    select question, answer, count(*)::int as people
    from (${lastAnswers(workspaceId, campaignId, questions)}) last group by 1, 2`);
  const people = new Map(rows.map((row) => [JSON.stringify([row.question, row.answer]), row.people]));
  return questions.map(({ id, question, answers }) => ({
    id,
    question,
    answers: answers.map((answer) => ({
      id: answer.id,
      label: answer.label,
      people: people.get(JSON.stringify([id, answer.id])) ?? 0,
    })),
  }));
}

/** The last answer of each person to each question: rows of `question`, `answer` and `contact_id`. */
export function lastAnswers(workspaceId: string, campaignId: string, questions: readonly RsvpQuestion[]): SQL {
  const keys = questions.flatMap(({ id, answers }) =>
    answers.flatMap((answer) => answer.keys.map((key) => ({ question: id, answer: answer.id, key }))),
  );
  return sql`
    select distinct on (k.question, e.contact_id) k.question, k.answer, e.contact_id
    from engagement e
    join jsonb_to_recordset(${JSON.stringify(keys)}::text::jsonb) as k(question text, answer text, key text)
      on k.key = e.target
    where e.campaign_id = ${campaignId} and e.workspace_id = ${workspaceId} and e.kind = 'tap' and not e.is_bot
    order by k.question, e.contact_id, e.at desc, e.id desc`;
}
