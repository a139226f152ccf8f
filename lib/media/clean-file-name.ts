/** A name as it is shown: its last part, without what cannot be seen. Never used as a path. */
export function cleanFileName(given: string): string {
  const last = given.split(/[\\/]/).at(-1) ?? "";
  const shown = last.replace(/[\p{Cc}\p{Cf}]/gu, "").trim();
  return shown.slice(0, 200) || "upload";
}
