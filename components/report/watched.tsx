import { NumberText } from "@/components/ui/number-text";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { WatchedMedia } from "@/db/queries/media-watch";

const quarters = ["A quarter", "Half", "Three quarters", "Nearly all"] as const;

/** How far films and recordings were watched: who began, how much of it they saw, and where they left. */
export function Watched({ media }: { media: readonly WatchedMedia[] }) {
  return (
    <div className="grid gap-8">
      {media.map((film) => (
        <section key={film.mediaId} aria-label={film.fileName} className="grid gap-3">
          <h3 className="break-words font-medium">
            {film.fileName}
            {film.durationSeconds !== null && (
              <span className="font-normal text-muted"> · {lengthText(film.durationSeconds)}</span>
            )}
          </h3>
          <div className="grid gap-4 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
            <Table aria-label={`How far ${film.fileName} was watched`}>
              <TableHead>
                <TableRow>
                  <TableHeader>Watched</TableHeader>
                  <TableHeader numeric>Plays</TableHeader>
                  <TableHeader numeric>Of plays</TableHeader>
                </TableRow>
              </TableHead>
              <TableBody>
                <TableRow>
                  <TableCell title="Messages out of which at least a twentieth was played.">Began</TableCell>
                  <TableCell numeric>
                    <NumberText value={film.plays} />
                  </TableCell>
                  <TableCell numeric>–</TableCell>
                </TableRow>
                {quarters.map((label, index) => {
                  const count = film.quarters[index] ?? 0;
                  return (
                    <TableRow key={label}>
                      <TableCell title={quarterMeaning(index)}>{label}</TableCell>
                      <TableCell numeric>
                        <NumberText value={count} />
                      </TableCell>
                      <TableCell numeric>{percent(count, film.plays)}</TableCell>
                    </TableRow>
                  );
                })}
              </TableBody>
            </Table>
            <figure className="grid content-start gap-2">
              <Curve film={film} />
              <figcaption className="text-muted text-sm">
                {percent(film.share, 1)} of it is watched on average. Bars: share of plays that included each twentieth.
              </figcaption>
            </figure>
          </div>
        </section>
      ))}
    </div>
  );
}

function Curve({ film }: { film: WatchedMedia }) {
  const step = 100 / film.curve.length;
  const first = percent(film.curve[0] ?? 0, film.plays);
  const last = percent(film.curve.at(-1) ?? 0, film.plays);
  return (
    <svg
      viewBox="0 0 100 40"
      preserveAspectRatio="none"
      className="h-28 w-full border-line border-b"
      role="img"
      aria-label={`Included in plays, from ${first} at the beginning to ${last} at the end`}
    >
      {film.curve.map((count, place) => {
        const height = film.plays === 0 ? 0 : (count / film.plays) * 40;
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: the place in the film is what a bar is
            key={place}
            x={place * step + step * 0.1}
            y={40 - height}
            width={step * 0.8}
            height={height}
            className="fill-accent"
          />
        );
      })}
    </svg>
  );
}

function quarterMeaning(index: number): string {
  return `At least ${[5, 10, 15, 19][index]} of 20 parts of the same length, wherever in the film.`;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "–" : `${((100 * part) / whole).toFixed(0)} %`;
}

function lengthText(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
