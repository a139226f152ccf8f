import { watch } from "node:fs";
import { join } from "node:path";
import { ROOT } from "@/bin/children";

const QUIET_MS = 200;

/** Calls back once after each burst of changes to the source files in these folders. Returns how to end it. */
export function restartOnChange(
  folders: string[],
  restart: () => Promise<void>,
  note: (sentence: string) => void,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  const watchers = folders.map((folder) =>
    watch(join(ROOT, folder), { recursive: true }, (_event, file) => {
      if (!file || !/\.tsx?$/.test(file) || /\.test\.tsx?$/.test(file)) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        note(`${folder}/${file} changed; the worker starts again.`);
        void restart();
      }, QUIET_MS);
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
