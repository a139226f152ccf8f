import { z } from "zod";
import { type ProductFacts, priceText } from "@/lib/catalogue/product";
import type { RenderedInline, RenderedMedia } from "@/lib/channels/contract";
import type { BlockDefinition, Reader } from "@/lib/message/block-definition";
import { blockIdSchema, liquid } from "@/lib/message/parts";
import { renderText } from "@/lib/message/prepare-text";
import { blocker } from "@/lib/message/problem";

const productSchema = z.object({
  sku: z.string().max(100),
  title: z.string().max(200),
  description: z.string().max(1000),
  priceMinor: z.number().int().nullable(),
  currency: z.string().max(3),
  url: z.string().max(1000),
  imageUrl: z.string().max(1000).nullable(),
  mediaId: z.uuid().nullable(),
});

export const productBlockSchema = z.object({
  id: blockIdSchema,
  kind: z.literal("product"),
  /** Whose product: the same for everybody, or what the person last looked at or left in the cart. */
  source: z.enum(["chosen", "last_viewed", "last_carted"]),
  /** The chosen product; for the other sources the one shown to people who have none. Null: those people are skipped. */
  product: productSchema.nullable(),
  showDescription: z.boolean(),
  showPrice: z.boolean(),
  button: z.object({
    id: blockIdSchema,
    /** Liquid. */
    label: liquid(200),
  }),
});
export type ProductBlock = z.infer<typeof productBlockSchema>;

/** A product with its picture, price and a way to it. */
export const productBlock: BlockDefinition<ProductBlock> = {
  kind: "product",
  empty: (newId) => ({
    ...{ id: newId(), kind: "product", source: "last_viewed", product: null },
    ...{ showDescription: false, showPrice: true, button: { id: newId(), label: "See it" } },
  }),
  copy: (block, newId) => ({ ...block, id: newId(), button: { ...block.button, id: newId() } }),
  problems: (block) => [
    ...(block.source === "chosen" && block.product === null
      ? [blocker("product_not_chosen", block.id, "No product has been chosen.", "Choose a product of the catalogue.")]
      : []),
    ...(block.button.label.trim() === ""
      ? [blocker("button_without_label", block.id, "A button has no label.", "Write on the button what it does.")]
      : []),
  ],
  mediaIds: (block) => (block.product?.mediaId ? [block.product.mediaId] : []),
  links: (block) => [{ key: block.button.id, label: block.button.label }],
  prepare: (block, parse) => {
    const label = parse("button label", block.button.label);
    const need = needed[block.source];
    if (need !== null && block.product === null) parse.requires(need);
    return (reader) => {
      const product = productFor(block, reader);
      if (product === null && need !== null) reader.gaps.missing.add(need);
      const shown = product ?? nothing;
      const price = block.showPrice ? priceText(shown, reader.locale) : "";
      const line = (text: string, marks: "bold"[] = []): RenderedInline => ({
        type: "text",
        text,
        marks,
        variable: true,
      });
      const lines: RenderedInline[][] = [
        [line(shown.title, ["bold"])],
        ...(block.showPrice ? [[line(price)]] : []),
        ...(block.showDescription ? [[line(shown.description)]] : []),
      ];
      return [
        { id: block.id, kind: "media", media: pictureOf(shown) },
        { id: block.id, kind: "text", paragraphs: lines.map((children) => ({ style: "plain", children })) },
        {
          id: block.id,
          kind: "buttons",
          look: "buttons",
          buttons: [
            {
              id: block.button.id,
              label: renderText(label, reader.scope, reader.gaps).trim(),
              labelVariable: label.pieces.some(({ kind }) => kind !== "static"),
              action: { type: "open_url", url: shown.url },
            },
          ],
        },
      ];
    };
  },
};

const needed = { chosen: null, last_viewed: "a product last viewed", last_carted: "a product in the cart" } as const;

const nothing: ProductFacts = {
  ...{ sku: "", title: "", description: "", priceMinor: null, currency: "", url: "", imageUrl: null, mediaId: null },
};

function productFor(block: ProductBlock, { person }: Reader): ProductFacts | null {
  if (block.source === "chosen") return block.product;
  const own = block.source === "last_viewed" ? person.products?.viewed : person.products?.carted;
  return own ?? block.product;
}

/** What a message is made of never depends on the person: a product without a picture is drawn by its name. */
function pictureOf(product: ProductFacts): RenderedMedia {
  const common = { kind: "image" as const, alt: product.title, playKey: null };
  if (product.mediaId !== null) return { ...common, source: { type: "upload", mediaId: product.mediaId } };
  const { imageUrl: url, title: label } = product;
  return { ...common, source: { type: "drawing", drawing: { kind: "photo", url, label } } };
}
