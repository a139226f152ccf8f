const MS_PER_UNIT = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 } as const;

type Unit = keyof typeof MS_PER_UNIT;

/** The SDK's normalised durations ("1w2d3h4m5s") in milliseconds; undefined when the text is not one. */
export function parseDurationMs(text: string): number | undefined {
  if (!/^(\d+[wdhms])+$/.test(text)) return undefined;
  let totalMs = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+)([wdhms])/g))
    totalMs += Number(amount) * MS_PER_UNIT[unit as Unit];
  return totalMs;
}
