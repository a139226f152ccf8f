"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { isConverting, type MediaItem } from "@/lib/media/media-item";
import { fetchMediaPage, type MediaFilter, type MediaPage } from "./media-api";

const CONVERTING_POLL_MS = 1_500;

/** The library, page by page; asks again while something on it is being converted. */
export function useMediaPages(filter: MediaFilter, first?: MediaPage) {
  const query = useInfiniteQuery({
    queryKey: ["media", filter],
    queryFn: ({ pageParam }) => fetchMediaPage(filter, pageParam),
    initialPageParam: null as MediaItem | null,
    getNextPageParam: (last) => (last.hasMore ? (last.items.at(-1) ?? null) : null),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(isConverting)) ? CONVERTING_POLL_MS : false,
    ...(first &&
      filter.search === "" &&
      filter.kinds === null && { initialData: { pages: [first], pageParams: [null] } }),
  });
  return { ...query, items: query.data?.pages.flatMap(({ items }) => items) ?? [] };
}
