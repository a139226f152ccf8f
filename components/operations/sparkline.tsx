/** Counts as small bars, zero-based, with their range in words for those who do not see them. */
export function Sparkline({ counts, label }: { counts: readonly number[]; label: string }) {
  const most = Math.max(...counts, 0);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const height = 24;
  const step = 4;
  return (
    <span className="block">
      <svg
        viewBox={`0 0 ${counts.length * step} ${height}`}
        preserveAspectRatio="none"
        className="h-6 w-full max-w-48"
        aria-hidden
        focusable="false"
      >
        {counts.map((count, index) => {
          const tall = most === 0 ? 0 : Math.max(count > 0 ? 1 : 0, (height * count) / most);
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
              key={index}
              x={index * step}
              width={step - 1}
              y={height - Math.max(tall, 1)}
              height={Math.max(tall, 1)}
              className={count === 0 ? "fill-line" : "fill-accent"}
            />
          );
        })}
      </svg>
      <span className="sr-only">
        {label}: {total} in all, at most {most} in a minute
      </span>
    </span>
  );
}
