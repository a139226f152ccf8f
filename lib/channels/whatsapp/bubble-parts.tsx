import { Fragment } from "react";
import { PreviewButton, type PreviewTap } from "@/lib/channels/preview-button";
import { PreviewImage } from "@/lib/channels/preview-image";
import { PreviewVideo } from "@/lib/channels/preview-video";
import type { BubblePaint } from "./bubble-paint";
import type { ShownButton, ShownList, ShownMedia, ShownMessage } from "./shown-message";

/** The picture or film on top of a bubble or card. */
export function BubbleMedia({ media, className }: { media: ShownMedia; className: string }) {
  return (
    <div className="p-1">
      {media.kind === "video" ? (
        <PreviewVideo url={media.url} className={`w-full rounded-[8px] object-cover ${className}`} />
      ) : (
        <PreviewImage url={media.url} alt="" className={`w-full rounded-[8px] object-cover ${className}`} />
      )}
    </div>
  );
}

/** The box of a limited-time offer: what it is, and when it ends. A phone counts down. */
export function OfferBox({ offer, paint }: { offer: NonNullable<ShownMessage["offer"]>; paint: BubblePaint }) {
  return (
    <div className={`mx-1 mt-1 rounded-[8px] px-2.5 py-2 ${paint.inset}`}>
      <span data-part="text" dir="auto" className="block select-text font-medium">
        {offer.text}
      </span>
      {offer.endsAtMs === null ? null : (
        <span className={`block text-[12px] ${paint.muted}`}>
          Counts down to {new Date(offer.endsAtMs).toISOString().slice(0, 16).replace("T", " ")} UTC
        </span>
      )}
    </div>
  );
}

/** Buttons below the words, a line between each. More than three: two, and a way to the others; here all are drawn. */
export function BubbleButtons({ buttons, paint }: { buttons: readonly ShownButton[]; paint: BubblePaint }) {
  const isFolded = buttons.length > 3;
  return buttons.map((button, index) => (
    <Fragment key={`${button.label} ${button.key}`}>
      {isFolded && index === 2 ? (
        <p className={`border-t px-2.5 py-1 text-[11px] ${paint.line} ${paint.muted}`}>Under “See all options”:</p>
      ) : null}
      <PreviewButton
        label={button.label}
        tap={tapOf(button)}
        icon={button.kind}
        className={`flex w-full items-center justify-center gap-1.5 border-t px-3 py-2.5 font-medium text-[14px] ${paint.action} ${paint.line}`}
      />
    </Fragment>
  ));
}

function tapOf({ kind, key }: ShownButton): PreviewTap {
  if (kind === "link") return { url: key };
  if (kind === "copy") return { copy: key };
  return kind === "call" ? { phone: key } : { postback: key };
}

/** A button that opens a list of answers. On a phone they slide in from below. */
export function BubbleList({ list, paint }: { list: ShownList; paint: BubblePaint }) {
  return (
    <details className={`border-t ${paint.line}`}>
      <summary
        data-part="button"
        className={`flex cursor-pointer list-none items-center justify-center px-3 py-2.5 font-medium text-[14px] ${paint.action}`}
      >
        {list.label}
      </summary>
      <ul className={paint.inset}>
        {list.rows.map((row) => (
          <li key={row.id} className={`border-t px-3 py-2 ${paint.line}`}>
            <PreviewButton
              label={row.title}
              tap={{ postback: row.id }}
              className="block w-full text-start text-[14px]"
            />
            {row.text === "" ? null : (
              <span data-part="text" dir="auto" className={`block select-text text-[12px] ${paint.muted}`}>
                {row.text}
              </span>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
