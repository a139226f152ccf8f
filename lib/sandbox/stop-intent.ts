const stopWords = new Set([
  "STOP",
  "STOPALL",
  "STOP ALL",
  "END",
  "QUIT",
  "CANCEL",
  "UNSUBSCRIBE",
  "REVOKE",
  "OPT OUT",
  "OPTOUT",
]);
const startWords = new Set(["START", "UNSTOP", "JOIN"]);

/**
 * The carrier's own reading of a text, for its list of numbers that may not be written to. Narrower than what a sender
 * must honour: only whole-message keywords.
 */
export function stopIntent(text: string): "stop" | "start" | null {
  const word = text.trim().toUpperCase();
  if (stopWords.has(word)) return "stop";
  return startWords.has(word) ? "start" : null;
}
