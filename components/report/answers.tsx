import { NumberText } from "@/components/ui/number-text";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { AnswerCounts } from "@/db/queries/rsvp-answers";

/** Who said what: one table for each question that was asked. */
export function Answers({ questions }: { questions: readonly AnswerCounts[] }) {
  return (
    <div className="grid gap-6">
      {questions.map(({ id, question, answers }) => (
        <Table key={id} aria-label={question}>
          <TableHead>
            <TableRow>
              <TableHeader className="whitespace-normal">{question}</TableHeader>
              <TableHeader numeric>People</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {answers.map(({ id: answerId, label, people }) => (
              <TableRow key={answerId}>
                <TableCell className="break-words">{label}</TableCell>
                <TableCell numeric>
                  <NumberText value={people} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      ))}
    </div>
  );
}
