import Link from "next/link";
import { Button } from "./button";

/** Leads through a long list that is read page by page: back to its beginning, and on from where this page ends. */
export function PageLinks({
  pathname,
  query,
  isFirstPage,
  nextAfter,
}: {
  pathname: string;
  /** What the list is narrowed down to, which every page keeps. */
  query: Record<string, string>;
  isFirstPage: boolean;
  /** Where the next page begins; null on the last one. */
  nextAfter: string | null;
}) {
  if (isFirstPage && nextAfter === null) return null;
  return (
    <nav aria-label="Pages" className="flex justify-end gap-2">
      {!isFirstPage && (
        <Button asChild>
          <Link href={{ pathname, query }}>First page</Link>
        </Button>
      )}
      {nextAfter !== null && (
        <Button asChild>
          <Link href={{ pathname, query: { ...query, after: nextAfter } }}>Next page</Link>
        </Button>
      )}
    </nav>
  );
}
