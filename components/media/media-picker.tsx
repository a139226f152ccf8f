"use client";

import { useDeferredValue, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import type { MediaItem } from "@/lib/media/media-item";
import type { MediaKind } from "@/lib/media/profiles";
import { MediaTile } from "./media-tile";
import { UploadZone } from "./upload-zone";
import { useMediaPages } from "./use-media-pages";

const noFiles: readonly File[] = [];

/** Chooses one file of the library, or uploads one and chooses it. */
export function MediaPicker({
  files = noFiles,
  kinds = null,
  onChoose,
}: {
  /** Files that were dropped or pasted where one is chosen: uploaded at once. */
  files?: readonly File[];
  /** Only files of these kinds; all when left out. */
  kinds?: readonly MediaKind[] | null;
  onChoose: (item: MediaItem) => void;
}) {
  const [search, setSearch] = useState("");
  const { items, isPending, isError, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useMediaPages({
    search: useDeferredValue(search.trim()),
    kinds,
  });
  return (
    <div className="space-y-3">
      {/* Something else may be uploaded than can stand here: whoever asked says so. It is in the library all the same. */}
      <UploadZone files={files} onUploaded={onChoose} />
      <Input
        type="search"
        aria-label="Search media by name"
        placeholder="Search by name"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      {isError ? (
        <p role="alert" className="text-sm">
          The library could not be loaded.{" "}
          <Button size="sm" onClick={() => refetch()}>
            Try again
          </Button>
        </p>
      ) : isPending ? (
        <div className="grid grid-cols-2 gap-2 sm:grid-cols-3" aria-hidden>
          {["a", "b", "c"].map((key) => (
            <Skeleton key={key} className="h-36" />
          ))}
        </div>
      ) : items.length === 0 ? (
        <p className="py-3 text-center text-muted text-sm">
          {search === "" ? "Nothing here yet. Upload the first file." : "No file has that name."}
        </p>
      ) : (
        <div className="max-h-80 overflow-y-auto">
          <ul aria-label="Media" className="grid grid-cols-2 gap-2 p-0.5 sm:grid-cols-3">
            {items.map((item) => (
              <li key={item.id}>
                <MediaTile item={item} verb="Choose" onClick={() => onChoose(item)} />
              </li>
            ))}
          </ul>
          {hasNextPage && (
            <Button size="sm" className="mx-auto mt-2 flex" busy={isFetchingNextPage} onClick={() => fetchNextPage()}>
              Show more
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
