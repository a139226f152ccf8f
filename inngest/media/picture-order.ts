import { z } from "zod";
import { mediaKinds, stillProfiles } from "@/lib/media/profiles";

const common = {
  /** Where all that is made or put aside goes. */
  folder: z.string(),
  /** With more than this the process ends itself. */
  residentBytesMax: z.number(),
};

const order = z.discriminatedUnion("work", [
  /** Looks at an upload and brings it into the form that is kept. */
  z.object({ work: z.literal("read"), path: z.string(), ffmpegPath: z.string().nullable(), ...common }),
  /** Makes the pictures of a kept file. */
  z.object({
    work: z.literal("stills"),
    source: z.object({
      kind: z.enum(mediaKinds),
      mime: z.string(),
      durationSeconds: z.number().nullable(),
      focalPoint: z.object({ x: z.number(), y: z.number() }),
      path: z.string(),
      ffmpegPath: z.string().nullable(),
    }),
    profiles: z.array(z.enum(stillProfiles)),
    ...common,
  }),
]);

/** What the process for pictures is asked to do. */
export type PictureOrder = z.infer<typeof order>;

/** The order as the process was given it; throws when it is none. */
export function readPictureOrder(text: string): PictureOrder {
  return order.parse(JSON.parse(text));
}

const refusal = z.object({ code: z.string(), message: z.string(), field: z.string().nullable() });

const made = z.union([
  z.object({
    ...{ path: z.string(), bytes: z.number(), mime: z.string() },
    ...{ widthPx: z.number().nullable(), heightPx: z.number().nullable() },
    ...{ durationSeconds: z.number().nullable(), loss: z.number().nullable() },
  }),
  z.object({ failure: z.string() }),
]);

const report = z.discriminatedUnion("about", [
  /** It has the order: what goes wrong from here on is the picture's doing. */
  z.object({ about: z.literal("begun") }),
  z.object({ about: z.literal("refused"), refusal }),
  z.object({
    about: z.literal("kept"),
    ...{ kind: z.enum(["image", "gif"]), mime: z.string(), widthPx: z.number(), heightPx: z.number() },
    ...{ durationSeconds: z.number().nullable(), path: z.string() },
  }),
  z.object({ about: z.literal("made"), profile: z.enum(stillProfiles), made }),
  /** The last one of an order, with what the process holds after it. */
  z.object({ about: z.literal("done"), residentBytes: z.number() }),
]);

export type PictureReport = z.infer<typeof report>;

/** What the process says, a line each; null for a line that is none of its reports. */
export function readPictureReport(line: string): PictureReport | null {
  try {
    return report.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
