import { PreviewFrame } from "@/lib/channels/preview-frame";
import type { PreviewProps } from "@/lib/channels/preview-props";
import { PreviewText } from "@/lib/channels/preview-text";
import { listAt, requestJson, textAt } from "@/lib/channels/read-json";
import { RcsCardPreview } from "./preview-card";
import { SuggestionButton } from "./preview-suggestion";

/** Widths of the cards of a carousel in density-independent pixels (Google RCS Business Messaging). */
const cardWidths: Readonly<Record<string, string>> = { SMALL: "w-[120px]", MEDIUM: "w-[232px]" };

/** A text, a card, or cards side by side; suggestions below as chips. */
export function RcsPreview({ request, look, sender }: PreviewProps) {
  const json = requestJson(request);
  const dark = look.theme === "dark";
  const cards = listAt(json, "carousel");
  const text = textAt(json, "text");
  return (
    <PreviewFrame sender={sender} look={look} label="RCS message">
      {textAt(json, "message_type") === "card" ? (
        <RcsCardPreview
          card={json.card ?? null}
          look={look}
          isSideways={textAt(json, "rcs", "card_orientation") === "HORIZONTAL"}
          className="w-full max-w-[336px] self-start"
        />
      ) : null}
      {cards.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        <ul tabIndex={0} aria-label="Cards" className="-mx-3 flex snap-x gap-2 overflow-x-auto px-3 pb-1">
          {cards.map((card, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: cards have no name of their own and never move.
            <li key={index} className="flex shrink-0 snap-start">
              <RcsCardPreview
                card={card}
                look={look}
                isSideways={false}
                className={cardWidths[textAt(json, "rcs", "card_width")] ?? "w-[120px]"}
              />
            </li>
          ))}
        </ul>
      ) : null}
      {text === "" ? null : (
        <div
          className={`max-w-[85%] self-start rounded-[20px] rounded-tl-[4px] px-3 py-2 ${dark ? "bg-[#303134]" : "bg-[#e8eefc]"}`}
        >
          <PreviewText text={text} />
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        {listAt(json, "suggestions").map((suggestion) => (
          <SuggestionButton
            key={textAt(suggestion, "postback_data")}
            suggestion={suggestion}
            className={`inline-flex max-w-full items-center gap-1.5 rounded-full border px-3 py-1.5 text-[14px] font-medium ${dark ? "border-[#5f6368] text-[#a8c7fa]" : "border-[#c4c7cc] text-[#0b57d0]"}`}
          />
        ))}
      </div>
    </PreviewFrame>
  );
}
