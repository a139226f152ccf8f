import type { Finding } from "@/lib/channels/contract";

/** Something that must be mended before a message can go. */
export function blocker(code: string, blockId: string | null, text: string, remedy: string): Finding {
  return { severity: "blocker", code, blockId, text, remedy };
}

/** Something that should be looked at. */
export function warning(code: string, blockId: string | null, text: string, remedy: string): Finding {
  return { severity: "warning", code, blockId, text, remedy };
}
