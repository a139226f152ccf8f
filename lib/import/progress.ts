/** An import as its page shows it. Moments are ISO texts: it travels as JSON. */
export interface ImportProgress {
  id: string;
  fileName: string;
  state: "uploaded" | "running" | "finished" | "failed";
  rowsRead: number;
  /** Null until the file was read once. */
  rowsTotal: number | null;
  created: number;
  updated: number;
  duplicates: number;
  rejected: number;
  /** The sentence shown when the whole file failed. */
  failure: string | null;
  listId: string | null;
  createdAt: string;
  finishedAt: string | null;
}

interface ImportRow extends Omit<ImportProgress, "createdAt" | "finishedAt"> {
  createdAt: Date;
  finishedAt: Date | null;
}

/** What of a stored import may be shown. */
export function toImportProgress(row: ImportRow): ImportProgress {
  const { id, fileName, state, rowsRead, rowsTotal, created, updated, duplicates, rejected, failure, listId } = row;
  return {
    id,
    fileName,
    state,
    rowsRead,
    rowsTotal,
    created,
    updated,
    duplicates,
    rejected,
    failure,
    listId,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
