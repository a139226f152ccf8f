import type { Block, BlockKind } from "@/lib/message/schema";
import { AudioEditor } from "./audio";
import type { BlockEditor } from "./block-editor";
import { ButtonsEditor } from "./buttons";
import { CarouselEditor } from "./carousel";
import { CountdownEditor } from "./countdown";
import { DividerEditor } from "./divider";
import { GifEditor } from "./gif";
import { ImageEditor } from "./image";
import { ProductEditor } from "./product";
import { PromoCodeEditor } from "./promo-code";
import { QuickRepliesEditor } from "./quick-replies";
import { RsvpEditor } from "./rsvp";
import { StoreEditor } from "./store";
import { TextEditor } from "./text";
import { VideoEditor } from "./video";

type Editors = { [Kind in BlockKind]: BlockEditor<Extract<Block, { kind: Kind }>> };

const editors: Editors = {
  text: { Editor: TextEditor, isWorded: true },
  image: { Editor: ImageEditor, isWorded: false },
  gif: { Editor: GifEditor, isWorded: false },
  video: { Editor: VideoEditor, isWorded: false },
  audio: { Editor: AudioEditor, isWorded: false },
  carousel: { Editor: CarouselEditor, isWorded: true },
  buttons: { Editor: ButtonsEditor, isWorded: true },
  quick_replies: { Editor: QuickRepliesEditor, isWorded: true },
  promo_code: { Editor: PromoCodeEditor, isWorded: true },
  countdown: { Editor: CountdownEditor, isWorded: true },
  product: { Editor: ProductEditor, isWorded: true },
  store: { Editor: StoreEditor, isWorded: true },
  rsvp: { Editor: RsvpEditor, isWorded: true },
  divider: { Editor: DividerEditor, isWorded: false },
};

/** The editor of a kind of block. Ask it; never compare kinds. */
export function editorOf(kind: BlockKind): BlockEditor<Block> {
  // A block is only ever handed to the editor of its own kind, which the type cannot say.
  return editors[kind] as unknown as BlockEditor<Block>;
}
