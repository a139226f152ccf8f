"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Image as ImageIcon } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Select } from "@/components/ui/select";
import type { MediaKind } from "@/lib/media/profiles";
import type { MediaPage } from "./media-api";
import { MediaDetails, type MediaDetailsActions } from "./media-details";
import { MediaTile } from "./media-tile";
import { UploadZone } from "./upload-zone";
import { useMediaPages } from "./use-media-pages";

export interface MediaLibraryProps {
  first: MediaPage;
  timeZone: string;
  canWrite: boolean;
  actions: MediaDetailsActions;
}

const kindChoices: readonly { value: MediaKind | "all"; word: string }[] = [
  { value: "all", word: "All kinds" },
  { value: "image", word: "Pictures" },
  { value: "gif", word: "Animations" },
  { value: "video", word: "Video" },
  { value: "audio", word: "Audio" },
];

/** Every file of the workspace: upload, look, delete. */
export function MediaLibrary({ first, timeZone, canWrite, actions }: MediaLibraryProps) {
  const [search, setSearch] = useState("");
  const [kind, setKind] = useState<MediaKind | "all">("all");
  const [shownId, setShownId] = useState<string | null>(null);
  const client = useQueryClient();
  const pages = useMediaPages(
    { search: useDeferredValue(search.trim()), kinds: kind === "all" ? null : [kind] },
    first,
  );
  const { items } = pages;
  const shown = items.find((item) => item.id === shownId) ?? null;
  const reload = () => client.invalidateQueries({ queryKey: ["media"] });
  const grid = (
    <>
      {pages.isError ? (
        <ErrorState
          title="The library could not be loaded"
          description="The server did not answer as expected."
          onRetry={() => pages.refetch()}
        />
      ) : items.length === 0 ? (
        <EmptyState
          icon={<ImageIcon aria-hidden />}
          title={search !== "" ? "No file has that name" : kind === "all" ? "No media yet" : "Nothing of this kind yet"}
          description={
            search === ""
              ? "Upload a picture, a video or a sound once; it is fitted to every channel in the background."
              : "Try another part of the file name."
          }
        />
      ) : (
        <ul
          aria-label="Media"
          className={classNames(
            "grid grid-cols-2 gap-3 sm:grid-cols-3",
            shown === null ? "xl:grid-cols-6" : "xl:grid-cols-4",
          )}
        >
          {items.map((item) => (
            <li key={item.id}>
              <MediaTile
                item={item}
                verb="Show"
                pressed={item.id === shownId}
                onClick={() => setShownId(item.id === shownId ? null : item.id)}
              />
            </li>
          ))}
        </ul>
      )}
      {pages.hasNextPage && (
        <Button className="mx-auto mt-4 flex" busy={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
          Show more
        </Button>
      )}
    </>
  );
  return (
    <>
      <PageHeader
        title="Media"
        description="Pictures, video and sound for your messages, converted for each channel's limits."
      />
      <div className="mb-4 flex flex-wrap gap-3">
        <Input
          type="search"
          aria-label="Search media by name"
          placeholder="Search by name"
          className="sm:max-w-xs"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <Select
          aria-label="Kind of media"
          className="sm:max-w-44"
          value={kind}
          onChange={(event) => {
            const chosen = kindChoices.find(({ value }) => value === event.target.value);
            setKind(chosen?.value ?? "all");
          }}
        >
          {kindChoices.map(({ value, word }) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
        </Select>
      </div>
      <div className={classNames("grid gap-6", shown !== null && "lg:grid-cols-[minmax(0,1fr)_22rem]")}>
        <div className="min-w-0 max-lg:order-2">
          {canWrite ? (
            <UploadZone listensToPaste onUploaded={(item) => setShownId(item.id)}>
              <div className="mt-4">{grid}</div>
            </UploadZone>
          ) : (
            grid
          )}
        </div>
        {shown !== null && (
          <div className="lg:sticky lg:top-6 lg:self-start">
            <MediaDetails
              item={shown}
              timeZone={timeZone}
              canWrite={canWrite}
              actions={actions}
              onClose={() => setShownId(null)}
              onChanged={reload}
            />
          </div>
        )}
      </div>
    </>
  );
}
