import { readCapped } from "@/app/_server/read-capped";

/** Ids, names and addresses are far below this. */
const bytesMax = 64 * 1024;

/** The small JSON body of a request; null for anything else. No more of it than that is ever read. */
export async function readJson(request: Request): Promise<unknown> {
  const bytes = await readCapped(request, bytesMax);
  if (bytes === null) return null;
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
