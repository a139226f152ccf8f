import type { JsonObject } from "@/lib/channels/contract";
import { PreviewFrame } from "@/lib/channels/preview-frame";
import type { PreviewProps } from "@/lib/channels/preview-props";
import { requestJson, textAt } from "@/lib/channels/read-json";
import { bubblePaints } from "./bubble-paint";
import { BubbleButtons, BubbleList, BubbleMedia, OfferBox } from "./bubble-parts";
import { BubbleText } from "./bubble-text";
import { shownMessage } from "./shown-message";

/** Words of a marketing template that a phone shows before "Read more". */
const linesBeforeFold = 5;
const charsPerLine = 38;

/** A WhatsApp bubble: picture or film, words in WhatsApp's formatting, buttons below; cards side by side under it. */
export function WhatsAppPreview({ request, template, look, sender }: PreviewProps) {
  const json: JsonObject = requestJson(request);
  const shown = shownMessage(json, template);
  const paint = bubblePaints[look.theme];
  const isFolded = shown.isTemplate && linesOf(shown.body) > linesBeforeFold;
  return (
    <PreviewFrame sender={sender} look={look} label="WhatsApp" wallpaper={paint.wallpaper}>
      <div
        className={`max-w-[88%] self-start overflow-hidden rounded-[10px] rounded-tl-none shadow-sm ${paint.bubble}`}
      >
        {shown.media === null ? null : (
          <BubbleMedia media={shown.media} className={shown.isTemplate ? "aspect-[1.91/1]" : "max-h-[320px]"} />
        )}
        {shown.offer === null ? null : <OfferBox offer={shown.offer} paint={paint} />}
        <div className="flex flex-col gap-1 px-2.5 py-1.5">
          {shown.heading === "" ? null : (
            <span data-part="text" dir="auto" className="block select-text font-bold">
              {shown.heading}
            </span>
          )}
          {shown.body === "" ? null : <BubbleText text={shown.body} />}
          {isFolded ? (
            <span className={`block text-[11px] ${paint.muted}`}>
              A phone shows the first {linesBeforeFold} lines; the rest is behind “Read more”.
            </span>
          ) : null}
          {shown.footer === "" ? null : (
            <span data-part="text" dir="auto" className={`block select-text text-[13px] ${paint.muted}`}>
              {shown.footer}
            </span>
          )}
        </div>
        <BubbleButtons buttons={shown.buttons} paint={paint} />
        {shown.list === null ? null : <BubbleList list={shown.list} paint={paint} />}
      </div>
      {shown.cards.length === 0 ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        <ul tabIndex={0} aria-label="Cards" className="-mx-3 flex snap-x gap-2 overflow-x-auto px-3 pb-1">
          {shown.cards.map((card, index) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: cards never change places, and two may be the same.
              key={`${index} ${card.media?.url ?? ""}`}
              className={`flex w-[70%] shrink-0 snap-start flex-col overflow-hidden rounded-[10px] shadow-sm ${paint.bubble}`}
            >
              {card.media === null ? null : <BubbleMedia media={card.media} className="aspect-[4/3]" />}
              <div className="flex-1 px-2.5 py-1.5">{card.body === "" ? null : <BubbleText text={card.body} />}</div>
              <BubbleButtons buttons={card.buttons} paint={paint} />
            </li>
          ))}
        </ul>
      )}
      {shown.isTemplate && template === null ? (
        <p className={`text-[12px] ${paint.muted}`}>
          The words of the template “{textAt(json, "custom", "template", "name")}” are not known here.
        </p>
      ) : null}
    </PreviewFrame>
  );
}

function linesOf(text: string): number {
  return text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / charsPerLine)), 0);
}
