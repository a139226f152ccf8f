"use client";

import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useRef, useState } from "react";
import { fetchMediaByIds } from "@/components/media/media-api";
import type { PersonProducts, ProductFacts } from "@/lib/catalogue/product";
import { isConverting, type MediaItem } from "@/lib/media/media-item";
import { mediaOf } from "@/lib/message/media-of";
import type { Message } from "@/lib/message/schema";
import { findProducts } from "./find-products";

const CONVERTING_POLL_MS = 1_200;

/** The files that previews draw: those the messages name, and the pictures of products that are shown or looked up. */
export function useMessageMedia(initial: readonly MediaItem[], messages: readonly Message[]) {
  const [chosen, setChosen] = useState<readonly MediaItem[]>(() => keptFresh(initial, messages));
  const ids = useMemo(() => [...new Set(chosen.map((item) => item.id))].sort(), [chosen]);
  const { data: fresh } = useQuery({
    queryKey: ["media-of-message", ...ids],
    queryFn: () => fetchMediaByIds(ids),
    enabled: ids.length > 0,
    refetchInterval: ({ state }) => (state.data?.some(isConverting) ? CONVERTING_POLL_MS : false),
  });
  // Pictures of products: the block shows one as soon as its product is chosen, or the person it is of.
  const [found, setFound] = useState<readonly MediaItem[]>(initial);
  const media = useMemo(
    () => new Map([...found, ...chosen, ...(fresh ?? [])].map((item) => [item.id, item])),
    [found, chosen, fresh],
  );
  const foundIds = useRef(new Set(initial.map(({ id }) => id)));
  const lookUp = useCallback(async (products: readonly (ProductFacts | null)[]) => {
    const unknown = picturesOf(products).filter((id) => !foundIds.current.has(id));
    if (unknown.length === 0) return;
    // Without their pictures the products can be chosen all the same.
    const items = await fetchMediaByIds(unknown).catch(() => []);
    for (const { id } of items) foundIds.current.add(id);
    if (items.length > 0) setFound((all) => [...all, ...items]);
  }, []);
  const searchProducts = useCallback(
    async (search: string) => {
      const products = await findProducts(search);
      await lookUp(products);
      return products;
    },
    [lookUp],
  );
  const onContact = useCallback(
    ({ person: { products } }: { person: { products?: PersonProducts } }) =>
      void lookUp([products?.viewed ?? null, products?.carted ?? null]),
    [lookUp],
  );
  const onMediaChosen = useCallback((item: MediaItem) => setChosen((all) => [...all, item]), []);
  return { media, searchProducts, onContact, onMediaChosen };
}

/**
 * What is asked for again and again: what a message names, and what is not converted yet. A catalogue may have a
 * thousand pictures more, which are there for whoever is looked at.
 */
export function keptFresh(media: readonly MediaItem[], messages: readonly Message[]): MediaItem[] {
  const named = new Set(mediaOf(messages));
  return media.filter((item) => named.has(item.id) || isConverting(item));
}

function picturesOf(products: readonly (ProductFacts | null)[]): string[] {
  return [...new Set(products.flatMap((product) => product?.mediaId ?? []))];
}
