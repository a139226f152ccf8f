import type { WantedCode } from "@/lib/message/parts";

const characters = "7KQX4MPR9TWD";
/** Codes that were uploaded are of any length; most have about as many characters. */
export const samplePoolCode = characters.slice(0, 8);

/** A code as long as people's own codes: previews and estimates count what will be sent. */
export function sampleCode({ source }: WantedCode): string | null {
  switch (source.type) {
    case "fixed":
      return source.code;
    case "generated":
      return source.prefix + characters.slice(0, source.chars);
    case "pool":
      return samplePoolCode;
  }
}
