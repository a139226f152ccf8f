const prefix = "cascade:composer:";

/**
 * Makes this page known to the others of this browser for as long as it is open; a crash ends it too. Browsers have
 * this on secure addresses only; elsewhere no page knows of another. Returns how to end it.
 */
export function announcePage(page: string): () => void {
  let end: () => void = () => undefined;
  const open = new Promise<void>((resolve) => {
    end = resolve;
  });
  void locks()
    ?.request(prefix + page, { mode: "shared" }, () => open)
    .catch(() => undefined);
  return end;
}

/** The pages with an open composer in this browser. */
export async function openPages(): Promise<ReadonlySet<string>> {
  const state = await locks()
    ?.query()
    .catch(() => null);
  const names = state?.held?.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : []));
  return new Set(names);
}

function locks(): LockManager | undefined {
  // Declared as always there; absent where the address is not secure.
  return (navigator as { locks?: LockManager }).locks;
}
