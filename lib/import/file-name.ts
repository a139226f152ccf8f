/** The name a browser sent percent-encoded with an upload, without folders and control characters. */
export function fileNameFromHeader(header: string | null): string {
  let name = header ?? "";
  try {
    name = decodeURIComponent(name);
  } catch {
    // Not percent-encoded after all: the rows matter more than the file's name.
  }
  const last = name.split(/[\\/]/).at(-1) ?? "";
  return (
    last
      .replace(/\p{Cc}/gu, "")
      .trim()
      .slice(0, 200) || "contacts.csv"
  );
}
