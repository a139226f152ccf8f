import { fitText } from "@/inngest/media/draw/fit-text";
import { type ShapedLine, shapeLine } from "@/inngest/media/draw/shape-line";
import { capHeight, lineSvg, round, svgPicture, textSvg } from "@/inngest/media/draw/svg";
import { type CountdownWords, countdownWords } from "@/lib/drawing/countdown-words";
import type { Frame } from "@/lib/drawing/frames";
import { legibleColour, mixColours } from "@/lib/drawing/legible-colour";
import type { Drawing } from "@/lib/drawing/schema";

/** What ends, how long that is from now, and when it ends, which stays true when the picture is looked at later. */
export function drawCountdown(countdown: Extract<Drawing, { kind: "countdown" }>, frame: Frame, now: Date): string {
  const { widthPx, heightPx } = frame;
  const words = countdownWords(countdown, now);
  const { background } = countdown.style;
  const ink = legibleColour(countdown.style.foreground, background, 4.5);
  const accent = legibleColour(countdown.style.accent, background, 4.5);
  const muted = legibleColour(mixColours(background, ink, 0.7), background, 4.5);
  const hairline = mixColours(background, ink, 0.18);
  const unit = Math.min(heightPx, widthPx * 0.66);
  const edge = unit * 0.095;
  const inner = { x: edge, widthPx: widthPx - 2 * edge };
  const startOf = (width: number) => (words.rightToLeft ? widthPx - edge - width : edge);

  // Once it is over, nothing on it depends on when it is looked at.
  const stamp =
    words.ended !== null ? { svg: "", widthPx: 0 } : asOfStamp(words, { sizePx: unit * 0.042, fill: muted });
  const stampX = words.rightToLeft ? edge : widthPx - edge - stamp.widthPx;
  const labelWidth = inner.widthPx - stamp.widthPx - unit * 0.06;
  const label = fitText(words.label, {
    ...{ widthPx: labelWidth, heightPx: unit * 0.19, weight: 600 as const },
    ...{ sizePxMax: unit * 0.088, sizePxMin: unit * 0.05, linesMax: 2 },
  });
  const deadline = fitText(words.deadline, {
    ...{ widthPx: inner.widthPx, heightPx: unit * 0.2, weight: 600 as const },
    ...{ sizePxMax: unit * 0.068, sizePxMin: unit * 0.045, linesMax: 2 },
  });

  const labelTop = edge * 0.85;
  const labelHeight = label?.lineHeightPx ?? unit * 0.11;
  const deadlineTop = heightPx - edge * 0.85 - (deadline?.heightPx ?? 0);
  const ruleY = deadlineTop - unit * 0.045;
  const middle = { top: labelTop + (label?.heightPx ?? labelHeight), bottom: ruleY };
  const alignedStart = (text: NonNullable<typeof label>, y: number, fill: string, width: number) => {
    // Words follow the page: a Latin label of an Arabic countdown still starts on the right.
    const lines = text.lines.map((line) => ({ ...line, rightToLeft: words.rightToLeft }));
    return textSvg({ ...text, lines }, { x: startOf(width), y, widthPx: width, align: "start", fill });
  };

  const parts = [
    `<rect width="${widthPx}" height="${heightPx}" fill="${background}"/>`,
    label === null ? "" : alignedStart(label, labelTop, accent, labelWidth),
    `<g transform="translate(${round(stampX)} ${round(labelTop + labelHeight / 2)})">${stamp.svg}</g>`,
    words.ended === null ? unitsSvg(words, { ink, muted, hairline }) : endedSvg(words.ended),
    `<rect x="${round(edge)}" y="${round(ruleY)}" width="${round(inner.widthPx)}" height="${round(Math.max(1, unit * 0.003))}" fill="${hairline}"/>`,
    deadline === null ? "" : alignedStart(deadline, deadlineTop, ink, inner.widthPx),
  ];
  return svgPicture(frame, parts.join(""));

  function endedSvg(ended: string): string {
    const text = fitText(ended, {
      ...{ widthPx: inner.widthPx, heightPx: middle.bottom - middle.top, weight: 600 as const },
      ...{ sizePxMax: unit * 0.2, sizePxMin: unit * 0.06, linesMax: 1 },
    });
    if (text === null) return "";
    return alignedStart(text, (middle.top + middle.bottom - text.heightPx) / 2, ink, inner.widthPx);
  }

  function unitsSvg({ units }: CountdownWords, fill: { ink: string; muted: string; hairline: string }): string {
    const shaped = units.map(({ value, unit: name }) => ({
      value: shapeLine(value, 600, { tabularFigures: true }),
      name: shapeLine(name, 400),
    }));
    const available = (middle.bottom - middle.top) * 0.9;
    const gap = unit * 0.075;
    const widthAt = (scale: number) =>
      shaped.reduce((sum, column) => sum + columnWidth(column, scale) + 2 * gap, -2 * gap);
    let scale = Math.min(1.25, available / (unit * 0.4));
    while (widthAt(scale) > inner.widthPx && scale > 0.2) scale *= 0.95;
    const [valuePx, namePx] = [unit * 0.3 * scale, unit * 0.066 * scale];
    const blockHeight = valuePx * capHeight + namePx * 1.75;
    const valueBase = (middle.top + middle.bottom - blockHeight) / 2 + valuePx * capHeight;
    const nameBase = valueBase + namePx * 1.6;
    let offset = 0;
    return shaped
      .map((column, index) => {
        const width = columnWidth(column, scale);
        const left = words.rightToLeft ? widthPx - edge - offset - width : edge + offset;
        offset += width + 2 * gap;
        const inColumn = (line: ShapedLine, sizePx: number) =>
          words.rightToLeft ? left + width - line.width * sizePx : left;
        const ruleX = words.rightToLeft ? left + width + gap : left - gap;
        const rule = `<rect x="${round(ruleX)}" y="${round(valueBase - valuePx * capHeight)}" width="${round(Math.max(1, unit * 0.003))}" height="${round(blockHeight)}" fill="${fill.hairline}"/>`;
        return [
          index === 0 ? "" : rule,
          lineSvg(column.value, { x: inColumn(column.value, valuePx), y: valueBase, sizePx: valuePx, fill: fill.ink }),
          lineSvg(column.name, { x: inColumn(column.name, namePx), y: nameBase, sizePx: namePx, fill: fill.muted }),
        ].join("");
      })
      .join("");
  }

  function columnWidth({ value, name }: { value: ShapedLine; name: ShapedLine }, scale: number): number {
    return Math.max(value.width * unit * 0.3 * scale, name.width * unit * 0.066 * scale);
  }
}

/** A clock and the moment the remaining time was counted, vertically centred on 0. */
function asOfStamp(words: CountdownWords, { sizePx, fill }: { sizePx: number; fill: string }) {
  const line = shapeLine(words.asOf, 400);
  const radius = sizePx * 0.44;
  const gap = sizePx * 0.45;
  const textWidth = line.width * sizePx;
  const clockX = words.rightToLeft ? textWidth + gap + radius : radius;
  const clock = `<g fill="none" stroke="${fill}" stroke-width="${round(sizePx * 0.09)}" stroke-linecap="round" stroke-linejoin="round" transform="translate(${round(clockX)} 0)"><circle r="${round(radius)}"/><path d="M0 ${round(-radius * 0.55)}V0L${round(radius * 0.42)} ${round(radius * 0.25)}"/></g>`;
  const textX = words.rightToLeft ? 0 : 2 * radius + gap;
  const svg = clock + lineSvg(line, { x: textX, y: (capHeight / 2) * sizePx, sizePx, fill });
  return { svg, widthPx: 2 * radius + gap + textWidth };
}
