/** The colours of a WhatsApp conversation. */
export interface BubblePaint {
  wallpaper: string;
  bubble: string;
  muted: string;
  action: string;
  line: string;
  inset: string;
}

/** WhatsApp's own colours, light and dark, each with enough contrast. */
export const bubblePaints: Record<"light" | "dark", BubblePaint> = {
  light: {
    wallpaper: "bg-[#efe7de]",
    bubble: "bg-[#ffffff] text-[#111b21]",
    muted: "text-[#5d6a71]",
    action: "text-[#00688f]",
    line: "border-[#e4e7e9]",
    inset: "bg-[#f0f2f5]",
  },
  dark: {
    wallpaper: "bg-[#0b141a]",
    bubble: "bg-[#202c33] text-[#e9edef]",
    muted: "text-[#a3afb5]",
    action: "text-[#53bdeb]",
    line: "border-[#2f3b43]",
    inset: "bg-[#111b21]",
  },
};
