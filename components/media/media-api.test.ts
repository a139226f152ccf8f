import { afterEach, expect, test, vi } from "vitest";
import { fetchMediaByIds } from "@/components/media/media-api";

afterEach(() => vi.unstubAllGlobals());

test("many files are asked for in requests that the server takes, and all are there", async () => {
  const asked: string[][] = [];
  vi.stubGlobal("fetch", async (address: string) => {
    const ids = new URLSearchParams(address.split("?")[1]).get("ids")?.split(",") ?? [];
    asked.push(ids);
    return Response.json({ items: ids.map((id) => ({ id })), hasMore: false });
  });
  const ids = Array.from({ length: 130 }, (_, index) => `file-${index}`);
  expect((await fetchMediaByIds(ids)).map(({ id }) => id)).toEqual(ids);
  expect(asked.map(({ length }) => length)).toEqual([60, 60, 10]);
  expect(await fetchMediaByIds([])).toEqual([]);
});
