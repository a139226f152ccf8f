/** What stands between a label and what it names: a colon, unless the label ends in a sign of its own. */
export function labelMark(label: string): string {
  return /[:.!?…,;؟]\s*$/u.test(label) ? " " : ": ";
}
