import { readFile, realpath } from "node:fs/promises";
import type { Made } from "@/inngest/media/made";
import type { SourceFile } from "@/inngest/media/make-all";
import { orderPicture } from "@/inngest/media/picture-hands";
import type { KeptPicture } from "@/inngest/media/read-picture";
import { withScratch } from "@/inngest/media/with-scratch";
import type { Refusal } from "@/lib/action-result";
import type { StillProfile } from "@/lib/media/profiles";

const READ_TIMEOUT_SECONDS = 240;
const MAKE_TIMEOUT_SECONDS = 600;
/** Half as much again as the largest pictures that are taken need. */
const RESIDENT_BYTES_MAX = 1_000_000_000;

/** `readPicture` in a process of its own: a picture can take all of that one's memory and time, or end it, and no more. */
export async function orderReading(
  path: string,
  { ffmpegPath }: { ffmpegPath: string | null },
  residentBytesMax = RESIDENT_BYTES_MAX,
): Promise<KeptPicture | { refusal: Refusal }> {
  return await withScratch(async (folder) => {
    let outcome: KeptPicture | { refusal: Refusal } = { refusal: unreadable };
    const order = { work: "read" as const, path: await realpath(path), folder, ffmpegPath, residentBytesMax };
    await orderPicture(order, READ_TIMEOUT_SECONDS, async (report) => {
      if (report.about === "refused") outcome = { refusal: report.refusal };
      if (report.about !== "kept") return;
      const { about: _, path: kept, ...facts } = report;
      outcome = { ...facts, content: { bytes: await readFile(kept) } };
    });
    return outcome;
  });
}

/** `makeStills` in a process of its own; each outcome is saved as soon as it is there. */
export async function orderStills(
  source: SourceFile,
  profiles: StillProfile[],
  folder: string,
  save: (profile: StillProfile, made: Made) => Promise<void>,
): Promise<void> {
  const { kind, mime, durationSeconds, focalPoint, ffmpegPath } = source;
  const told = { kind, mime, durationSeconds, focalPoint, ffmpegPath, path: await realpath(source.path) };
  const order = { work: "stills" as const, source: told, profiles, folder, residentBytesMax: RESIDENT_BYTES_MAX };
  const open = new Set(profiles);
  await orderPicture(order, MAKE_TIMEOUT_SECONDS, async (report) => {
    if (report.about !== "made") return;
    await save(report.profile, report.made);
    open.delete(report.profile);
  });
  for (const profile of open) await save(profile, { failure: unreadable.message });
}

const unreadable = {
  code: "picture_unreadable",
  message: "The picture takes too much memory or time to read. Save it as an ordinary JPEG or PNG and upload that.",
  field: "file",
};
