/** Not before or after a letter, digit, dot or dash: ids and versions hold digits as well. */
const phone = /(?<![\w.-])\+?\d{9,15}(?![\w.-])/g;
const secret = /(Bearer|Basic) [\w.~+/=-]+/g;
/** The moment and the process, which every line begins with. */
const head = /^\{(?:"(?:level|time|pid)":\d+,)*/;

/**
 * The last net under a log line: whatever slipped through as text, a number that may be a phone's and what follows
 * "Bearer" are taken out. Example: `{"msg":"to +14155550123 failed"}` -> `{"msg":"to [number] failed"}`.
 */
export function scrubLine(line: string): string {
  const [start = ""] = head.exec(line) ?? [];
  return start + line.slice(start.length).replace(phone, "[number]").replace(secret, "$1 [secret]");
}
