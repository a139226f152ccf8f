import { z } from "zod";
import type { RenderedBlock, RenderedButton, RenderedInline } from "@/lib/channels/contract";
import type { BlockDefinition } from "@/lib/message/block-definition";
import { callNumber } from "@/lib/message/call-number";
import { blockIdSchema, placeSchema } from "@/lib/message/parts";
import { blocker } from "@/lib/message/problem";

export const storeBlockSchema = z.object({
  id: blockIdSchema,
  kind: z.literal("store"),
  name: z.string().max(100),
  address: z.string().max(300),
  /** One line for each: "Mon-Fri 9-18". */
  hours: z.string().max(500),
  /** Empty for no call button. */
  phone: z.string().max(30),
  place: placeSchema.nullable(),
  showMap: z.boolean(),
  directions: z.object({ id: blockIdSchema, label: z.string().max(200) }),
  call: z.object({ id: blockIdSchema, label: z.string().max(200) }),
});
export type StoreBlock = z.infer<typeof storeBlockSchema>;

/** A place to go to: address, opening hours, a map, the way there. */
export const storeBlock: BlockDefinition<StoreBlock> = {
  kind: "store",
  empty: (newId) => ({
    ...{ id: newId(), kind: "store", name: "", address: "", hours: "", phone: "", place: null, showMap: true },
    directions: { id: newId(), label: "Directions" },
    call: { id: newId(), label: "Call us" },
  }),
  copy: (block, newId) => ({
    ...block,
    id: newId(),
    directions: { ...block.directions, id: newId() },
    call: { ...block.call, id: newId() },
  }),
  problems: (block) => [
    ...(block.name.trim() === "" && block.address.trim() === ""
      ? [blocker("store_unnamed", block.id, "The store has neither name nor address.", "Say where people should go.")]
      : []),
    ...(block.showMap && block.place === null
      ? [
          blocker(
            "place_missing",
            block.id,
            "The map does not know where the store is.",
            "Give its latitude and longitude, or leave the map out.",
          ),
        ]
      : []),
    ...(block.phone.trim() !== "" && callNumber(block.phone) === null
      ? [
          blocker(
            "phone_invalid",
            block.id,
            "The store's number cannot be called from everywhere.",
            "Write the number with + and the country code.",
          ),
        ]
      : []),
  ],
  mediaIds: () => [],
  links: (block) =>
    block.place === null ? [] : [{ key: block.directions.id, label: block.directions.label || block.name }],
  prepare: (block) => {
    const parts = partsOf(block);
    return () => parts;
  },
};

/** Nothing of it is personal, so it is put together once. */
function partsOf(block: StoreBlock): RenderedBlock[] {
  const { id, name, address, hours, phone, place } = block;
  const lines: RenderedInline[] = [];
  const say = (text: string, marks: "bold"[] = []) => {
    if (text.trim() === "") return;
    if (lines.length > 0) lines.push({ type: "break" });
    lines.push({ type: "text", text: text.trim(), marks, variable: false });
  };
  say(name, ["bold"]);
  for (const line of [...address.split("\n"), ...hours.split("\n")]) say(line);
  const buttons: RenderedButton[] = [];
  if (place !== null) {
    const label = block.directions.label.trim() || "Directions";
    const action = { type: "map" as const, place, label: name || address };
    buttons.push({ id: block.directions.id, label, labelVariable: false, action });
  }
  if (phone.trim() !== "") {
    const label = block.call.label.trim() || "Call us";
    buttons.push({ id: block.call.id, label, labelVariable: false, action: { type: "call", phone } });
  }
  const parts: RenderedBlock[] = [];
  if (block.showMap && place !== null) {
    const alt = [name, address.replaceAll("\n", ", ")].filter((text) => text.trim() !== "").join(", ");
    const drawing = { kind: "map" as const, ...place, label: name };
    parts.push({
      id,
      kind: "media",
      media: { kind: "image", source: { type: "drawing", drawing }, alt, playKey: null },
    });
  }
  parts.push({ id, kind: "text", paragraphs: [{ style: "plain", children: lines }] });
  if (buttons.length > 0) parts.push({ id, kind: "buttons", look: "buttons", buttons });
  return parts;
}
