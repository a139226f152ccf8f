/** Which rows of a file are not taken, and why: the first of them, in room of its own. */
export function LeftOutRows({ rows, count }: { rows: readonly { line: number; reason: string }[]; count: number }) {
  if (rows.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <ul tabIndex={0} aria-label="Rows left out" className="mt-1 max-h-32 overflow-y-auto break-words">
      {rows.map(({ line, reason }) => (
        <li key={line}>
          Row {line.toLocaleString("en")}: {reason}
        </li>
      ))}
      {count > rows.length && <li>And {(count - rows.length).toLocaleString("en")} more.</li>}
    </ul>
  );
}
