import { expect, it } from "vitest";
import { notReady } from "@/lib/health/not-ready";

const well = {
  databaseAnswers: true,
  isMigrated: true,
  workerSilentSeconds: 3,
  isDiskWritable: true,
  freeBytes: 10 ** 10,
};

it("names each thing that is missing, and nothing when all is there", () => {
  expect(notReady(well)).toEqual([]);
  expect(notReady({ ...well, workerSilentSeconds: 34.4, freeBytes: 1024 * 1024 })).toEqual([
    "The worker has been silent for 34 s: nothing is sent and no receipt is applied.",
    "The disk of the media files has only 1 MB left.",
  ]);
  expect(notReady({ ...well, isMigrated: false, workerSilentSeconds: null, isDiskWritable: false })).toHaveLength(2);
  expect(notReady({ ...well, databaseAnswers: false, isMigrated: false })).toEqual(["The database does not answer."]);
});
