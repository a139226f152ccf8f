import { z } from "zod";
import type { RenderedBlock } from "@/lib/channels/contract";
import type { BlockDefinition } from "@/lib/message/block-definition";
import { blockIdSchema, codeSourceSchema, liquid } from "@/lib/message/parts";
import { renderText } from "@/lib/message/prepare-text";
import { blocker } from "@/lib/message/problem";

export const promoCodeBlockSchema = z.object({
  id: blockIdSchema,
  kind: z.literal("promo_code"),
  /** Liquid. What the code is for: "10 % off with". */
  label: liquid(200),
  code: codeSourceSchema,
  /** Whether it is also drawn as a QR code. */
  asQr: z.boolean(),
  /** UTC: until when it counts; empty or absent when it does not end. */
  validUntil: z.union([z.literal(""), z.iso.datetime()]).optional(),
});
export type PromoCodeBlock = z.infer<typeof promoCodeBlockSchema>;

/** A code that gives a discount: fixed, or one for each person; as a QR code where wanted. */
export const promoCodeBlock: BlockDefinition<PromoCodeBlock> = {
  kind: "promo_code",
  empty: (newId) => ({
    ...{ id: newId(), kind: "promo_code", label: "Your code", asQr: false },
    code: { type: "fixed", code: "" },
  }),
  copy: (block, newId) => ({ ...block, id: newId() }),
  problems: (block) => {
    if (block.code.type === "fixed" && block.code.code.trim() === "") {
      return [blocker("code_missing", block.id, "There is no code.", "Write the code, or have one made per person.")];
    }
    if (block.code.type === "pool" && block.code.poolId === null) {
      return [blocker("code_missing", block.id, "No list of codes has been chosen.", "Choose a list of codes.")];
    }
    return [];
  },
  mediaIds: () => [],
  links: () => [],
  prepare: (block, parse) => {
    const label = parse("words before the code", block.label);
    const { code } = block;
    if (code.type !== "fixed") parse.requires("promo code");
    return (reader) => {
      const own = code.type === "fixed" ? code.code.trim() : reader.promoCode({ blockId: block.id, source: code });
      if (own === null) reader.gaps.missing.add("promo code");
      const text = own ?? "";
      const said = renderText(label, reader.scope, reader.gaps).trim();
      const words: RenderedBlock = {
        ...{ id: block.id, kind: "code", label: said, code: text },
        ...{ labelVariable: label.pieces.some(({ kind }) => kind !== "static"), codeVariable: code.type !== "fixed" },
        ...{ codeCharsMax: charsMaxOf(code), endsAt: block.validUntil || null },
      };
      if (!block.asQr || text === "") return [words];
      const drawing = { kind: "qr" as const, text, caption: text };
      const media = {
        ...{ kind: "image" as const, source: { type: "drawing" as const, drawing } },
        ...{ alt: `${said} ${text}`.trim(), playKey: null },
      };
      return [words, { id: block.id, kind: "media", media }];
    };
  },
};

/** The longest code a source gives; null when only its list knows. */
function charsMaxOf(source: PromoCodeBlock["code"]): number | null {
  if (source.type === "pool") return null;
  return source.type === "fixed" ? source.code.trim().length : source.prefix.length + source.chars;
}
