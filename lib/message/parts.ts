import { z } from "zod";

/** The pieces blocks are made of. Strings marked "Liquid" may hold `{{ first_name | default: "there" }}` and `{% if %}`; everything else is plain text. */

export const blockIdSchema = z.string().min(1).max(40);

/** A string that may hold Liquid. */
export const liquid = (charsMax: number) => z.string().max(charsMax);

export const markSchema = z.enum(["bold", "italic", "underline", "strike"]);
export type Mark = z.infer<typeof markSchema>;

const marks = z.array(markSchema).max(4).default([]);

/** A piece of a paragraph: words, a variable shown as a chip, a link, or a line break. */
const inlineSchema = z.discriminatedUnion("type", [
  /** Liquid text. */
  z.object({ type: z.literal("text"), text: z.string().min(1).max(5000), marks }),
  z.object({
    type: z.literal("variable"),
    /** Dotted path into the person's data, such as `first_name` or `attributes.city`. */
    path: z
      .string()
      .regex(/^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*$/i)
      .max(100),
    /** Used when the person has no value; null means the value is required and its lack is a typed skip. */
    fallback: z.string().max(200).nullable(),
    marks,
  }),
  /** Liquid text and url. */
  z.object({ type: z.literal("link"), text: z.string().min(1).max(1000), url: liquid(2000), marks }),
  z.object({ type: z.literal("break") }),
]);
export type Inline = z.infer<typeof inlineSchema>;

export const paragraphSchema = z.object({
  style: z.enum(["plain", "bullet", "ordered"]),
  children: z.array(inlineSchema).max(400),
});
export type Paragraph = z.infer<typeof paragraphSchema>;

/** Degrees north and east (WGS 84). */
export const placeSchema = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});

/** Something that happens, as calendars take it. */
export const calendarEventSchema = z.object({
  title: z.string().max(100),
  /** UTC; empty while not chosen. */
  startsAt: z.union([z.literal(""), z.iso.datetime()]),
  endsAt: z.union([z.literal(""), z.iso.datetime()]),
  location: z.string().max(200),
  description: z.string().max(500),
});
export type CalendarEvent = z.infer<typeof calendarEventSchema>;

const buttonActionSchema = z.discriminatedUnion("type", [
  /** Liquid url. */
  z.object({ type: z.literal("open_url"), url: liquid(2000) }),
  z.object({ type: z.literal("call"), phone: z.string().max(30) }),
  z.object({ type: z.literal("map"), place: placeSchema.nullable(), label: z.string().max(100) }),
  z.object({ type: z.literal("calendar"), event: calendarEventSchema }),
  z.object({ type: z.literal("reply") }),
]);
export type ButtonAction = z.infer<typeof buttonActionSchema>;

export const buttonSchema = z.object({
  id: blockIdSchema,
  /** Liquid. */
  label: liquid(200),
  action: buttonActionSchema,
});
export type MessageButton = z.infer<typeof buttonSchema>;

/** Words drawn on a picture for each person. */
export const overlaySchema = z.object({
  /** Liquid. */
  text: liquid(200),
  place: z.enum(["top", "middle", "bottom"]),
  color: z.string().regex(/^#[0-9a-f]{6}$/i),
});
export type Overlay = z.infer<typeof overlaySchema>;

/** How large a picture or film stands beside its words, where a channel can choose. */
export const mediaLookSchema = z.object({
  height: z.enum(["short", "medium", "tall"]),
  /** Above the words, or beside them. */
  orientation: z.enum(["upright", "sideways"]),
});
export type MediaLook = z.infer<typeof mediaLookSchema>;

/** Where a promo code comes from. */
export const codeSourceSchema = z.discriminatedUnion("type", [
  /** The same for everybody. */
  z.object({ type: z.literal("fixed"), code: z.string().max(40) }),
  /** Made for each person; `chars` follow the prefix. */
  z.object({
    type: z.literal("generated"),
    prefix: z.string().regex(/^[A-Z0-9-]{0,10}$/),
    chars: z.number().int().min(6).max(12),
  }),
  /** One each from a list that was uploaded; null while none has been chosen. */
  z.object({ type: z.literal("pool"), poolId: z.uuid().nullable() }),
]);
type CodeSource = z.infer<typeof codeSourceSchema>;

/** Which code of a message is asked for. */
export interface WantedCode {
  blockId: string;
  source: CodeSource;
}
