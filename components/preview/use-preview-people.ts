"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import type { Person } from "@/lib/message/person";

export interface PreviewContact {
  id: string;
  createdAt: string;
  person: Person;
}

interface PeoplePage {
  people: PreviewContact[];
  hasMore: boolean;
}

/** Any contact of the workspace; null when there are no contacts. */
export async function fetchRandomPerson(): Promise<PreviewContact | null> {
  return (await fetchPage(new URLSearchParams({ random: "yes" }))).people[0] ?? null;
}

async function fetchPeople(search: string, after: PreviewContact | null): Promise<PeoplePage> {
  const query = new URLSearchParams({ search });
  if (after !== null) query.set("after", `${after.createdAt},${after.id}`);
  return fetchPage(query);
}

async function fetchPage(query: URLSearchParams): Promise<PeoplePage> {
  const response = await fetch(`/api/studio/preview-people?${query}`);
  if (!response.ok) throw new Error(`The list of contacts answered ${response.status}`);
  // Our own route: its shape is the type's.
  return (await response.json()) as PeoplePage;
}

/** Contacts to preview as, newest first, page by page. */
export function usePreviewPeople(search: string) {
  const query = useInfiniteQuery({
    queryKey: ["preview-people", search],
    queryFn: ({ pageParam }) => fetchPeople(search, pageParam),
    initialPageParam: null as PreviewContact | null,
    getNextPageParam: (last) => (last.hasMore ? (last.people.at(-1) ?? null) : null),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  return { ...query, people: query.data?.pages.flatMap((page) => page.people) ?? [] };
}
