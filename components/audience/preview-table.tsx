import { TriangleAlert } from "lucide-react";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { phoneText } from "@/lib/audience/contact-words";
import type { ColumnTarget } from "@/lib/import/mapping";
import type { PreviewRow } from "@/lib/import/preview-rows";
import type { ImportedContact } from "@/lib/import/read-row";
import { targetLabel } from "@/lib/import/target-words";

interface PreviewTableProps {
  rows: readonly PreviewRow[];
  targets: readonly ColumnTarget[];
  showsConsent: boolean;
}

/** The first rows as people, or the sentence that says why a row is none. */
export function PreviewTable({ rows, targets, showsConsent }: PreviewTableProps) {
  const shown = [...new Set(targets)].filter((target) => target !== "ignore");
  if (rows.length === 0) return <p className="px-4 pb-4 text-muted">The file has no rows below its first one.</p>;
  return (
    <Table aria-label="Preview of the first rows">
      <TableHead>
        <TableRow>
          <TableHeader numeric>Row</TableHeader>
          {shown.map((target) => (
            <TableHeader key={target}>{targetLabel(target)}</TableHeader>
          ))}
          {showsConsent && <TableHeader>Consent</TableHeader>}
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map(({ rowNumber, reading }) => (
          <TableRow key={rowNumber}>
            <TableCell numeric className="text-muted">
              {rowNumber}
            </TableCell>
            {reading.ok ? (
              <>
                {shown.map((target) => (
                  <TableCell key={target} className="max-w-56">
                    <span dir="auto" className="block truncate">
                      {cellText(reading.contact, target)}
                    </span>
                  </TableCell>
                ))}
                {showsConsent && <TableCell>{reading.contact.consented ? "Agreed" : "Not agreed"}</TableCell>}
              </>
            ) : (
              <TableCell colSpan={shown.length + (showsConsent ? 1 : 0) || 1} className="text-warning-ink">
                <TriangleAlert className="mr-1.5 inline size-4" aria-hidden />
                Will not be imported. {reading.reason}
              </TableCell>
            )}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function cellText(contact: ImportedContact, target: ColumnTarget): string {
  switch (target) {
    case "phone":
      return contact.phone === null ? "" : phoneText(contact.phone);
    case "first_name":
      return contact.firstName ?? "";
    case "last_name":
      return contact.lastName ?? "";
    case "email":
      return contact.email ?? "";
    case "country":
      return contact.country ?? "";
    case "locale":
      return contact.locale ?? "";
    case "time_zone":
      return contact.timeZone ?? "";
    case "external_id":
      return contact.externalId ?? "";
    case "messenger_id":
      return contact.messengerId ?? "";
    default:
      return contact.attributes[target.slice("attributes.".length)] ?? "";
  }
}
