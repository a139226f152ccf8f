import { Select } from "@/components/ui/select";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { ColumnTarget } from "@/lib/import/mapping";
import { attributeTarget, targetWords } from "@/lib/import/target-words";

interface ColumnTableProps {
  titles: readonly string[];
  /** Sample rows without the header. */
  rows: readonly (readonly string[])[];
  targets: readonly ColumnTarget[];
  /** The column that says who agreed; null when none does. */
  consentColumn: number | null;
  onTarget: (column: number, target: ColumnTarget) => void;
}

const examplesMax = 3;

/** One line per column of the file: its name, a few cells, and what it becomes. */
export function ColumnTable({ titles, rows, targets, consentColumn, onTarget }: ColumnTableProps) {
  return (
    <Table aria-label="Columns of the file">
      <TableHead>
        <TableRow>
          <TableHeader>Column</TableHeader>
          <TableHeader className="hidden sm:table-cell">Examples</TableHeader>
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
              <TableHeader scope="row" className="w-2/5 max-w-32 border-b-0 py-2 text-ink sm:max-w-40">
                <span dir="auto" className="block truncate">
                  {title}
                </span>
                {/* On a phone there is no room for a column of its own. */}
                <span dir="auto" className="block truncate font-normal text-muted text-sm sm:hidden">
                  {examples(rows, column)}
                </span>
              </TableHeader>
              <TableCell className="hidden max-w-56 sm:table-cell">
                <span dir="auto" className="block truncate text-muted text-sm">
                  {examples(rows, column)}
                </span>
              </TableCell>
              <TableCell className="min-w-40 sm:min-w-48">
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
                {consentColumn === column && <p className="mt-1 text-muted text-sm">Says who agreed</p>}
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
