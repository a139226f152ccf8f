import type { BlockDefinition } from "@/lib/message/block-definition";
import { audioBlock } from "@/lib/message/blocks/audio";
import { buttonsBlock } from "@/lib/message/blocks/buttons";
import { carouselBlock } from "@/lib/message/blocks/carousel";
import { countdownBlock } from "@/lib/message/blocks/countdown";
import { dividerBlock } from "@/lib/message/blocks/divider";
import { gifBlock } from "@/lib/message/blocks/gif";
import { imageBlock } from "@/lib/message/blocks/image";
import { productBlock } from "@/lib/message/blocks/product";
import { promoCodeBlock } from "@/lib/message/blocks/promo-code";
import { quickRepliesBlock } from "@/lib/message/blocks/quick-replies";
import { rsvpBlock } from "@/lib/message/blocks/rsvp";
import { storeBlock } from "@/lib/message/blocks/store";
import { textBlock } from "@/lib/message/blocks/text";
import { videoBlock } from "@/lib/message/blocks/video";
import type { Block, BlockKind } from "@/lib/message/schema";

type Definitions = { [Kind in BlockKind]: BlockDefinition<Extract<Block, { kind: Kind }>> };

const definitions: Definitions = {
  text: textBlock,
  image: imageBlock,
  gif: gifBlock,
  video: videoBlock,
  audio: audioBlock,
  carousel: carouselBlock,
  buttons: buttonsBlock,
  quick_replies: quickRepliesBlock,
  promo_code: promoCodeBlock,
  countdown: countdownBlock,
  product: productBlock,
  store: storeBlock,
  rsvp: rsvpBlock,
  divider: dividerBlock,
};

/** The definition of a kind of block. Ask it; never compare kinds. */
export function definitionOf(kind: BlockKind): BlockDefinition<Block> {
  // A block is only ever handed to the definition of its own kind, which the type cannot say.
  return definitions[kind] as unknown as BlockDefinition<Block>;
}
