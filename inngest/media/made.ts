/** A conversion's outcome: a file that waits to be kept, or why there is none, as a sentence. */
export type Made =
  | {
      path: string;
      bytes: number;
      mime: string;
      widthPx: number | null;
      heightPx: number | null;
      durationSeconds: number | null;
      loss: number | null;
    }
  | { failure: string };
