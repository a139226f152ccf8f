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
  const rows = await db.execute<{ answer: number; people: number }>(sql`
    select answer, count(*)::int as people
    from (${lastAnswers(workspaceId, campaignId, questions)}) last group by answer`);
  const peopleOf = new Map(rows.map(({ answer, people }) => [answer, people]));
  let number = 0;
  return questions.map(({ id, question, answers }) => ({
    ...{ id, question },
    answers: answers.map((answer) => ({ id: answer.id, label: answer.label, people: peopleOf.get(number++) ?? 0 })),
  }));
}

/** People whose last answer to its question is this one: rows of `contact_id`. */
export function whoAnswered(
  workspaceId: string,
  campaignId: string,
  { id, questions }: { id: string; questions: readonly RsvpQuestion[] },
): SQL {
  const number = questions.flatMap(({ answers }) => answers).findIndex((answer) => answer.id === id);
  return sql`select contact_id from (${lastAnswers(workspaceId, campaignId, questions)}) last where answer = ${number}`;
}

/** The last answer of each person to each question, answers numbered through: small numbers sort faster than names. */
function lastAnswers(workspaceId: string, campaignId: string, questions: readonly RsvpQuestion[]): SQL {
  let number = 0;
  const keys = questions.flatMap(({ answers }, question) =>
    answers.flatMap((answer) => {
      const numbers = { question, answer: number++ };
      return answer.keys.map((key) => ({ ...numbers, key }));
    }),
  );
  return sql`
    select distinct on (k.question, e.contact_id) k.answer, e.contact_id
    from engagement e
    join jsonb_to_recordset(${JSON.stringify(keys)}::text::jsonb) as k(question int, answer int, key text)
      on k.key = e.target
    where e.campaign_id = ${campaignId} and e.workspace_id = ${workspaceId} and e.kind = 'tap' and not e.is_bot
    order by k.question, e.contact_id, e.at desc, e.id desc`;
}
