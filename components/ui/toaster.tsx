"use client";

import { useTheme } from "next-themes";
import { Toaster as Sonner } from "sonner";

export { toast } from "sonner";

/** Short messages about what has just happened, top centre. Stands once in the shell. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      // At the bottom it would lie on the primary button of a step, or on the drawer of a phone.
      position="top-center"
      style={{ fontFamily: "inherit" }}
      gap={8}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-center gap-3 rounded-xl border bg-raised px-4 py-3 text-base text-ink shadow-float [&_[data-icon]]:text-muted",
          title: "font-medium",
          description: "text-muted",
          content: "min-w-0 flex-1",
          actionButton: "shrink-0 rounded-md px-2 py-1 font-medium text-accent-ink hover:bg-hover",
          error: "[&_[data-icon]]:text-danger-ink",
          success: "[&_[data-icon]]:text-accent-ink",
          warning: "[&_[data-icon]]:text-warning-ink",
        },
      }}
    />
  );
}
