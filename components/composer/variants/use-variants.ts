"use client";

import { type RefObject, useCallback, useMemo, useState } from "react";
import type { ChannelId } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import { addLanguage } from "@/lib/message/edit/add-language";
import { removeLanguage } from "@/lib/message/edit/remove-language";
import { removeVariant, setVariant, startVariant, type VariantPlace, variantAt } from "@/lib/message/edit/set-variant";
import { languageName } from "@/lib/message/language-name";
import type { Message } from "@/lib/message/schema";

/** What can be done with the versions of one block. */
export interface VariantActions {
  /** Shows the version for a channel; null for the one for all. */
  show: (blockId: string, channel: ChannelId | null) => void;
  /** Begins a version with a copy of what stands there now. */
  start: (blockId: string, place: VariantPlace) => void;
  leaveOut: (blockId: string, place: VariantPlace) => void;
  /** The block itself stands there again. */
  remove: (blockId: string, place: VariantPlace) => void;
}

export interface UseVariantsInput {
  root: RefObject<HTMLElement | null>;
  message: Message;
  messageNow: () => Message;
  edit: (verb: (message: Message) => Message) => void;
  /** Gives the focus to the editor of a block once it is drawn; null for none. */
  focus: (blockId: string | null) => void;
  say: (announcement: string) => void;
  newId: () => string;
}

/** Which language and which channel's version of each block is being edited, and what changes them. */
export function useVariants({ root, message, messageNow, edit, focus, say, newId }: UseVariantsInput) {
  const [wanted, setLanguage] = useState<string | null>(null);
  const [channelOf, setChannelOf] = useState<ReadonlyMap<string, ChannelId>>(new Map());
  // Undo may have taken the language away.
  const language = wanted !== null && message.languages?.includes(wanted) ? wanted : null;

  const show = useCallback(
    (blockId: string, channel: ChannelId | null) => {
      focus(null);
      setChannelOf((before) => {
        const after = new Map(before);
        if (channel === null) after.delete(blockId);
        else after.set(blockId, channel);
        return after;
      });
    },
    [focus],
  );

  const actions = useMemo((): VariantActions => {
    /** After the version is gone: to what stands in its place. */
    const focusTab = (blockId: string) =>
      requestAnimationFrame(() => {
        const card = root.current?.querySelector<HTMLElement>(`[data-block="${CSS.escape(blockId)}"]`);
        const part = card?.querySelector<HTMLElement>("[data-start]") ?? card?.querySelector<HTMLElement>("[data-tab]");
        (part ?? card?.querySelector<HTMLElement>("[data-handle]"))?.focus();
      });
    return {
      show,
      start: (blockId, place) => {
        edit((current) => startVariant(current, blockId, place, newId));
        if (place.channel !== null) show(blockId, place.channel);
        const block = variantAt(messageNow(), blockId, place)?.block;
        if (block) focus(block.id);
        say(`This block now has its own version ${placeWords(place)}.`);
      },
      leaveOut: (blockId, place) => {
        edit((current) => setVariant(current, blockId, place, null));
        if (place.channel !== null) show(blockId, place.channel);
        focusTab(blockId);
        say(`This block is left out ${placeWords(place)}.`);
      },
      remove: (blockId, place) => {
        edit((current) => removeVariant(current, blockId, place));
        if (place.channel !== null) show(blockId, null);
        focusTab(blockId);
        say(`This block has no version of its own ${placeWords(place)} any more. Press Ctrl+Z to get it back.`);
      },
    };
  }, [root, messageNow, edit, focus, say, newId, show]);

  return {
    language,
    setLanguage,
    channelOf,
    actions,
    addLanguage: (tag: string) => {
      edit((current) => addLanguage(current, tag));
      setLanguage(tag);
      // The button it was added with has moved.
      requestAnimationFrame(() =>
        root.current?.querySelector<HTMLElement>('[data-languages] [role="radio"][data-state="on"]')?.focus(),
      );
      say(`${languageName(tag)} added. Each block now shows its words beside the translation.`);
    },
    removeLanguage: (tag: string) => {
      edit((current) => removeLanguage(current, tag));
      setLanguage(null);
      requestAnimationFrame(() => root.current?.querySelector<HTMLElement>("[data-languages] button")?.focus());
      say(`${languageName(tag)} removed. Press Ctrl+Z to get it back.`);
    },
    /** Shows the version with this id, if it is one; answers with the block it stands in for. */
    reveal: useCallback(
      (blockId: string): string => {
        const variant = messageNow().variants?.find(({ block }) => block?.id === blockId);
        if (variant === undefined) return blockId;
        setLanguage(variant.language);
        show(variant.of, variant.channel);
        return variant.of;
      },
      [messageNow, show],
    ),
  };
}

/** "on WhatsApp in Spanish". */
export function placeWords({ channel, language }: VariantPlace): string {
  return [
    channel === null ? null : `on ${channels[channel].name}`,
    language === null ? null : `in ${languageName(language)}`,
  ]
    .filter((words) => words !== null)
    .join(" ");
}
