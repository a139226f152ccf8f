import { z } from "zod";
import { tidyWords } from "@/lib/drawing/tidy-words";
import { webAddress } from "@/lib/message/web-address";
import { remember } from "@/lib/remember";

/** Words to draw: anything becomes drawable, what is too long is shortened with an ellipsis. */
const words = (charsMax: number) =>
  z
    .string()
    .default("")
    .transform((text) => tidyWords(text, charsMax));

/** Text that must arrive as it is: too long is refused, not shortened. Its bytes count, for the address and the QR code. */
const exactText = (bytesMax: number) =>
  z
    .string()
    .min(1)
    .max(bytesMax)
    .refine((text) => new TextEncoder().encode(text).length <= bytesMax, "too long")
    // Line ends and tabs mean something to who reads a code; no other control does, and half characters have no bytes.
    .refine((text) => !/[^\P{Cc}\t\r\n]|\p{Cs}/u.test(text), "holds what cannot be written");

const colour = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i)
  .toLowerCase();

const timeZone = z
  .string()
  .max(40)
  .refine((name) => isTimeZone(name), "no such time zone");

/** A contact's language is anything: what is no language tag becomes English. Extensions choose digits no font has. */
const locale = z
  .string()
  .regex(/^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?$/i)
  .catch("en");

/** The address as it is requested: ASCII only, without a fragment. */
const pictureUrl = z
  .string()
  .max(1000)
  .transform((text, context) => {
    const address = webAddress(text);
    const url = address === null ? null : new URL(address);
    if (url !== null) url.hash = "";
    if (url !== null && url.username === "" && url.password === "" && url.href.length <= 900) return url.href;
    context.addIssue({ code: "custom", message: "no address of a picture" });
    return z.NEVER;
  });

const earliest = Date.UTC(2000, 0, 1);
const latest = Date.UTC(2100, 0, 1);

const deadline = z.iso.datetime({ offset: true }).transform((text, context) => {
  const moment = Date.parse(text);
  if (moment >= earliest && moment < latest) return new Date(Math.floor(moment / 1000) * 1000).toISOString();
  context.addIssue({ code: "custom", message: "no deadline of this century" });
  return z.NEVER;
});

/** About a metre: what a longer number would say no map shows. */
const degrees = (max: number) =>
  z
    .number()
    .min(-max)
    .max(max)
    .transform((value) => Math.round(value * 100_000) / 100_000 + 0);

/** A picture that is drawn for one person when it is fetched. Bounded, since all of it stands in its address. */
export const drawingSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("countdown"),
    /** ISO 8601, to the second. */
    deadline,
    /** Whose clock the deadline is written by. */
    timeZone,
    /** What ends: "Sale ends". */
    label: words(80),
    locale,
    style: z.object({ background: colour, foreground: colour, accent: colour }),
  }),
  z.object({ kind: z.literal("qr"), text: exactText(500), caption: words(80) }),
  z.object({ kind: z.literal("map"), latitude: degrees(90), longitude: degrees(180), label: words(80) }),
  z.object({
    kind: z.literal("caption"),
    /** The uploaded picture that the words stand on. */
    mediaId: z.uuid().toLowerCase(),
    text: words(140),
    place: z.enum(["top", "middle", "bottom"]),
    color: colour,
  }),
  z.object({
    kind: z.literal("photo"),
    /** Null where there is no picture: its name is drawn instead. */
    url: pictureUrl.nullable(),
    /** Drawn in place of a picture that is not there. */
    label: words(60),
  }),
]);
export type Drawing = z.output<typeof drawingSchema>;

/** A drawing as it is asked for: words may hold anything, and what cannot be drawn is refused. */
export type DrawingRequest = z.input<typeof drawingSchema>;

const isTimeZone = remember(500, (name) => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).format(0) !== "";
  } catch {
    return false;
  }
});
