"use client";

import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { ArmKey } from "@/lib/campaign/schema";
import type { MediaItem } from "@/lib/media/media-item";
import type { Message } from "@/lib/message/schema";
import type { VersionItem } from "@/lib/message/version";
import { fetchVersion, fetchVersions } from "./versions-api";

export interface Versions {
  isOpen: boolean;
  open: () => void;
  close: () => void;
  items: VersionItem[];
  isLoading: boolean;
  error: string | null;
  retry: () => void;
  loadMore: (() => void) | null;
  isLoadingMore: boolean;
  /** The version that is looked at; null for the message as it is. */
  chosenId: string | null;
  choose: (versionId: string) => void;
  /** What the chosen version says, once it is loaded. */
  chosenMessage: Message | null;
}

/** The history of one variant: the list while it is open, and the version that is looked at. */
export function useVersions(campaignId: string, armKey: ArmKey, onMedia: (item: MediaItem) => void): Versions {
  const [isOpen, setOpen] = useState(false);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const client = useQueryClient();
  const listKey = ["versions", campaignId, armKey];
  const list = useInfiniteQuery({
    queryKey: listKey,
    queryFn: ({ pageParam }) => fetchVersions(campaignId, armKey, pageParam),
    initialPageParam: null as VersionItem | null,
    getNextPageParam: (last) => (last.hasMore ? (last.versions.at(-1) ?? null) : null),
    enabled: isOpen,
  });
  const chosen = useQuery({
    queryKey: ["version", campaignId, chosenId],
    queryFn: () => fetchVersion(campaignId, chosenId ?? ""),
    enabled: isOpen && chosenId !== null,
  });
  const { data } = chosen;
  useEffect(() => {
    for (const item of data?.media ?? []) onMedia(item);
  }, [data, onMedia]);
  const error = list.error ?? chosen.error;
  return {
    isOpen,
    open: () => {
      // What was saved since it was last open.
      void client.invalidateQueries({ queryKey: listKey });
      setOpen(true);
    },
    close: () => {
      setOpen(false);
      setChosenId(null);
    },
    items: list.data?.pages.flatMap(({ versions }) => versions) ?? [],
    isLoading: list.isLoading,
    error: error?.message ?? null,
    retry: () => void (list.error ? list.refetch() : chosen.refetch()),
    loadMore: list.hasNextPage ? () => void list.fetchNextPage() : null,
    isLoadingMore: list.isFetchingNextPage,
    chosenId,
    choose: setChosenId,
    chosenMessage: chosenId === null ? null : (data?.message ?? null),
  };
}
