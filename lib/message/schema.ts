import { z } from "zod";

/**
 * The document a marketer composes. Strings marked "Liquid" may hold `{{ first_name | default: "there" }}` and
 * `{% if %}`; everything else is plain text. Blocks enter this union only once every channel sends them.
 */

const blockIdSchema = z.string().min(1).max(40);
const liquid = (charsMax: number) => z.string().max(charsMax);

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

export const textBlockSchema = z.object({
  id: blockIdSchema,
  kind: z.literal("text"),
  paragraphs: z.array(paragraphSchema).max(100),
});

export const imageBlockSchema = z.object({
  id: blockIdSchema,
  kind: z.literal("image"),
  /** The uploaded media; null while none has been chosen. */
  mediaId: z.uuid().nullable(),
  /** Liquid. Read aloud by screen readers, and sent where a picture cannot go. */
  alt: liquid(500),
});

const buttonActionSchema = z.discriminatedUnion("type", [
  /** Liquid url. */
  z.object({ type: z.literal("open_url"), url: liquid(2000) }),
  z.object({ type: z.literal("call"), phone: z.string().max(30) }),
  z.object({ type: z.literal("reply") }),
]);
export type ButtonAction = z.infer<typeof buttonActionSchema>;

const buttonSchema = z.object({
  id: blockIdSchema,
  /** Liquid. */
  label: liquid(200),
  action: buttonActionSchema,
});
export type MessageButton = z.infer<typeof buttonSchema>;

export const buttonsBlockSchema = z.object({
  id: blockIdSchema,
  kind: z.literal("buttons"),
  buttons: z.array(buttonSchema).max(10),
});

const blockSchema = z.discriminatedUnion("kind", [textBlockSchema, imageBlockSchema, buttonsBlockSchema]);
export type Block = z.infer<typeof blockSchema>;
export type BlockKind = Block["kind"];

export const blocksMax = 60;

export const messageSchema = z.object({ blocks: z.array(blockSchema).max(blocksMax) });
export type Message = z.infer<typeof messageSchema>;

export const emptyMessage: Message = { blocks: [] };
