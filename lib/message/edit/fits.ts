import { blocksMax, languagesMax, type Message, variantsMax } from "@/lib/message/schema";

/** Whether a message has no more parts than can be saved. */
export function fits({ blocks, variants = [], languages = [] }: Message): boolean {
  return blocks.length <= blocksMax && variants.length <= variantsMax && languages.length <= languagesMax;
}
