"use client";

import { ArrowLeft, ArrowRight, Copy, Plus, Trash2, TriangleAlert } from "lucide-react";
import { Tabs } from "radix-ui";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import type { MediaItem } from "@/lib/media/media-item";
import {
  type CarouselBlock,
  type CarouselCard,
  cardButtonsMax,
  cardsMax,
  cardsMin,
} from "@/lib/message/blocks/carousel";
import { addCard } from "@/lib/message/edit/add-card";
import { duplicateCard } from "@/lib/message/edit/duplicate-card";
import { moveItem } from "@/lib/message/edit/move-item";
import { removeCard } from "@/lib/message/edit/remove-card";
import { CharCounter } from "../char-counter";
import { cardWordsLimit } from "../field-limits";
import { LiquidInput } from "../liquid-input";
import type { BlockEditorProps, EditorTools } from "./block-editor";
import { ButtonList } from "./button-list";
import { MediaField } from "./media-field";
import { OwnLabel } from "./own-label";

/** Two to ten cards: one tab each, in the order they are swiped. */
export function CarouselEditor({ block, readOnly, autoFocus, tools, onChange }: BlockEditorProps<CarouselBlock>) {
  const { cards } = block;
  const [chosenId, setChosenId] = useState(cards[0]?.id ?? "");
  const [announcement, setAnnouncement] = useState("");
  const root = useRef<HTMLDivElement>(null);
  // A card that undo took away leaves its place to its neighbour.
  const lastIndex = useRef(0);
  const found = cards.findIndex(({ id }) => id === chosenId);
  const index = found === -1 ? Math.min(lastIndex.current, cards.length - 1) : found;
  const card = cards[index];
  const focusAfterRender = useRef<"tab" | "card" | null>(autoFocus ? "card" : null);
  useEffect(() => {
    lastIndex.current = index;
    const wanted = focusAfterRender.current;
    if (wanted === null) return;
    focusAfterRender.current = null;
    const within = wanted === "tab" ? '[role="tab"]' : '[role="tabpanel"]';
    const part = root.current?.querySelector<HTMLElement>(`${within}[data-state="active"]`);
    (wanted === "tab" ? part : part?.querySelector<HTMLElement>("button, input"))?.focus();
  });
  if (card === undefined) return null;

  /** Changes the cards and shows the one that stands at `shown` then. */
  const edit = (changed: CarouselBlock, shown: number, focus: "tab" | "card", said: string) => {
    if (changed === block) return;
    setChosenId(changed.cards[shown]?.id ?? "");
    focusAfterRender.current = focus;
    setAnnouncement(said);
    onChange(changed, null);
  };
  const move = (to: number) =>
    edit(
      { ...block, cards: moveItem(cards, index, to) },
      to,
      "tab",
      `Card moved to place ${to + 1} of ${cards.length}.`,
    );
  const onTabKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (readOnly || !event.altKey || by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    if (cards[index + by] !== undefined) move(index + by);
  };
  return (
    <Tabs.Root ref={root} value={card.id} onValueChange={setChosenId} className="p-3.5">
      <div className="flex items-center gap-1.5">
        <Tabs.List
          aria-label={readOnly ? "Cards" : "Cards. Alt with an arrow key moves a card."}
          className="flex min-w-0 gap-1.5 overflow-x-auto p-0.5"
          onKeyDownCapture={onTabKeyDown}
        >
          {cards.map((each, at) => (
            <Tabs.Trigger
              key={each.id}
              value={each.id}
              aria-label={`Card ${at + 1}${each.title.trim() === "" ? "" : `: ${each.title}`}`}
              className={classNames(
                "relative h-14 w-18 shrink-0 overflow-hidden rounded-lg border bg-sunken text-muted text-sm transition-colors",
                "data-[state=active]:border-accent data-[state=active]:outline-1 data-[state=active]:outline-accent",
              )}
            >
              <CardThumbnail media={each.mediaId === null ? undefined : tools.media.get(each.mediaId)} />
              <span className="absolute bottom-1 left-1 rounded-md border bg-raised px-1.5 font-medium text-ink text-xs tabular-nums">
                {at + 1}
              </span>
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {!readOnly && (
          <IconButton
            label="Add card"
            disabled={cards.length >= cardsMax}
            onClick={() => edit(addCard(block, tools.newId), cards.length, "card", `Card ${cards.length + 1} added.`)}
          >
            <Plus />
          </IconButton>
        )}
      </div>
      <div className="mt-2 flex items-center gap-0.5">
        <span className="mr-auto text-muted text-xs tabular-nums">
          Card {index + 1} of {cards.length}
        </span>
        {!readOnly && (
          <>
            <IconButton label={`Move card ${index + 1} left`} disabled={index === 0} onClick={() => move(index - 1)}>
              <ArrowLeft />
            </IconButton>
            <IconButton
              label={`Move card ${index + 1} right`}
              disabled={index === cards.length - 1}
              onClick={() => move(index + 1)}
            >
              <ArrowRight />
            </IconButton>
            <IconButton
              label={`Duplicate card ${index + 1}`}
              disabled={cards.length >= cardsMax}
              onClick={() => edit(duplicateCard(block, index, tools.newId), index + 1, "tab", "Card duplicated.")}
            >
              <Copy />
            </IconButton>
            <IconButton
              label={`Remove card ${index + 1}`}
              disabled={cards.length <= cardsMin}
              onClick={() =>
                edit(
                  removeCard(block, index),
                  Math.min(index, cards.length - 2),
                  "tab",
                  "Card removed. Press Ctrl+Z to get it back.",
                )
              }
            >
              <Trash2 />
            </IconButton>
          </>
        )}
      </div>
      {/* All stay drawn: an upload under way on one card goes on while another is edited. */}
      {cards.map((each, at) => (
        <Tabs.Content
          key={each.id}
          value={each.id}
          forceMount
          tabIndex={-1}
          className="mt-2 data-[state=inactive]:hidden"
        >
          <CardFields
            card={each}
            name={`card ${at + 1}`}
            readOnly={readOnly}
            tools={tools}
            onChange={(changed, field) =>
              onChange({ ...block, cards: cards.with(at, changed) }, field && `${each.id}.${field}`)
            }
          />
        </Tabs.Content>
      ))}
      <p className="sr-only" aria-live="polite">
        {announcement}
      </p>
    </Tabs.Root>
  );
}

function CardThumbnail({ media }: { media: MediaItem | undefined }) {
  const shown = media?.renditions.thumbnail;
  if (shown === undefined) return null;
  // biome-ignore lint/performance/noImgElement: already the right size, from our own address
  return <img src={shown.url} alt="" className="absolute inset-0 size-full object-cover" />;
}

/** More buttons than this are left out of a card on WhatsApp. */
const buttonsOnWhatsApp = 2;

function CardFields({
  card,
  name,
  readOnly,
  tools,
  onChange,
}: {
  card: CarouselCard;
  /** "card 2". */
  name: string;
  readOnly: boolean;
  tools: EditorTools;
  onChange: (card: CarouselCard, field: string | null) => void;
}) {
  return (
    <div className="space-y-3">
      <MediaField
        mediaId={card.mediaId}
        kinds={["image", "gif", "video"]}
        alt={card.alt}
        of={name}
        readOnly={readOnly}
        autoFocus={false}
        tools={tools}
        onChoose={(item) => {
          if (item.kind === "audio") return;
          onChange(
            { ...card, mediaId: item.id, mediaKind: item.kind, alt: card.alt === "" ? item.alt : card.alt },
            "media",
          );
        }}
      />
      <Field label={<OwnLabel of={name}>Title</OwnLabel>}>
        <LiquidInput
          value={card.title}
          maxLength={200}
          readOnly={readOnly}
          placeholder="Summer linen shirt"
          variables={tools.variables}
          onValueChange={(title) => onChange({ ...card, title }, "title")}
        />
      </Field>
      <div>
        <Field label={<OwnLabel of={name}>Text</OwnLabel>} optional>
          <LiquidInput
            value={card.text}
            maxLength={2000}
            rows={2}
            readOnly={readOnly}
            placeholder="Light as air. New in four colours."
            variables={tools.variables}
            onValueChange={(text) => onChange({ ...card, text }, "text")}
          />
        </Field>
        <CharCounter text={`${card.title}${card.text}`} limit={cardWordsLimit} />
      </div>
      <Field label={<OwnLabel of={name}>Description of the picture</OwnLabel>} optional>
        <LiquidInput
          value={card.alt}
          maxLength={500}
          readOnly={readOnly}
          placeholder="A white shirt on a wooden hanger"
          variables={tools.variables}
          onValueChange={(alt) => onChange({ ...card, alt }, "alt")}
        />
      </Field>
      <ButtonList
        buttons={card.buttons}
        buttonsMax={cardButtonsMax}
        of={name}
        readOnly={readOnly}
        autoFocus={false}
        tools={tools}
        onChange={(buttons, field) => onChange({ ...card, buttons }, field)}
      />
      {card.buttons.length > buttonsOnWhatsApp && (
        <p className="flex items-start gap-1.5 text-warning-ink text-xs">
          <TriangleAlert className="mt-px size-3.5 shrink-0" aria-hidden />A card on WhatsApp has room for{" "}
          {buttonsOnWhatsApp} buttons.
        </p>
      )}
    </div>
  );
}
