"use client";

import { useCallback, useMemo } from "react";
import type { MediaItem } from "@/lib/media/media-item";
import type { EditorTools, PromoPool, RenderMediaPicker } from "./blocks/block-editor";
import { variableChoices } from "./variable-choices";

export interface EditorToolsInput {
  newId: () => string;
  timeZone: string;
  attributeKeys: readonly string[];
  media: ReadonlyMap<string, MediaItem>;
  renderMediaPicker: RenderMediaPicker;
  onMediaChosen: (item: MediaItem) => void;
  promoPools: readonly PromoPool[] | undefined;
  searchProducts: EditorTools["searchProducts"] | undefined;
}

const noPools: readonly PromoPool[] = [];

/** What the editors of blocks work with; the same object until something of it changes, so that they draw no more often. */
export function useEditorTools(input: EditorToolsInput): EditorTools {
  const { newId, timeZone, attributeKeys, media, renderMediaPicker, onMediaChosen } = input;
  const { promoPools = noPools, searchProducts = null } = input;
  const variables = useMemo(() => variableChoices(attributeKeys), [attributeKeys]);
  const pickMedia = useCallback<RenderMediaPicker>(
    ({ onChoose, ...wanted }) =>
      renderMediaPicker({
        ...wanted,
        onChoose: (item) => {
          onMediaChosen(item);
          onChoose(item);
        },
      }),
    [renderMediaPicker, onMediaChosen],
  );
  return useMemo(
    () => ({ newId, timeZone, variables, media, renderMediaPicker: pickMedia, promoPools, searchProducts }),
    [newId, timeZone, variables, media, pickMedia, promoPools, searchProducts],
  );
}
