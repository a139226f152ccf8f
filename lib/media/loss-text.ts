/** What a conversion cost, in words: from the structural similarity to the source at the size it is shown. */
export function lossText(loss: number): string {
  if (loss < 0.03) return "no visible loss";
  if (loss < 0.08) return "slight loss";
  if (loss < 0.15) return "visible loss";
  return "strong loss";
}
