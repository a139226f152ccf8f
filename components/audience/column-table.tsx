import { Select } from "@/components/ui/select";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { ColumnTarget } from "@/lib/import/mapping";
import { attributeTarget, targetWords } from "@/lib/import/target-words";

interface ColumnTableProps {
  titles: readonly string[];
  /** Sample rows without the header. */
  rows: readonly (readonly string[])[];
  targets: readonly ColumnTarget[];
  onTarget: (column: number, target: ColumnTarget) => void;
}

const examplesMax = 3;

/** One line per column of the file: its name, a few cells, and what it becomes. */
export function ColumnTable({ titles, rows, targets, onTarget }: ColumnTableProps) {
  return (
    <Table aria-label="Columns of the file">
      <TableHead>
        <TableRow>
          <TableHeader>Column</TableHeader>
          <TableHeader>Examples</TableHeader>
          <TableHeader>Becomes</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {targets.map((target, column) => {
          const title = titles[column] ?? `Column ${column + 1}`;
          const named = attributeTarget(title, column);
          // Columns of one name each need their own.
          const free = targets.includes(named) ? attributeTarget(`${title} ${column + 1}`, column) : named;
          const attribute = target.startsWith("attributes.") ? target : free;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place in the file
            <TableRow key={column}>
              <TableHeader scope="row" className="max-w-40 truncate border-b-0 text-ink">
                <span dir="auto">{title}</span>
              </TableHeader>
              <TableCell className="max-w-56">
                <span dir="auto" className="block truncate text-muted text-sm">
                  {examples(rows, column)}
                </span>
              </TableCell>
              <TableCell className="min-w-48">
                <Select
                  aria-label={`${title} becomes`}
                  value={target}
                  onChange={(event) => onTarget(column, chosen(event.target.value, attribute))}
                >
                  {targetWords.map((each) => (
                    <option key={each.target} value={each.target}>
                      {each.label}
                    </option>
                  ))}
                  <option value={attribute}>Attribute: {attribute.slice("attributes.".length)}</option>
                </Select>
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}

function chosen(value: string, attribute: ColumnTarget): ColumnTarget {
  return targetWords.find(({ target }) => target === value)?.target ?? attribute;
}

function examples(rows: readonly (readonly string[])[], column: number): string {
  const cells = rows.map((row) => row[column]?.trim() ?? "").filter((cell) => cell !== "");
  return cells.length === 0 ? "Empty" : [...new Set(cells)].slice(0, examplesMax).join(", ");
}
