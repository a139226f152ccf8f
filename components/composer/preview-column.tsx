"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";

/** Beside the canvas on wide screens, a drawer on medium ones, in place of the canvas on phones. */
export function PreviewColumn({
  open,
  onClose,
  children,
}: {
  open: boolean;
  onClose: () => void;
  children: ReactNode;
}) {
  const closeButton = useRef<HTMLButtonElement>(null);
  // Only where the drawer is one: elsewhere the button is not drawn and takes no focus.
  useEffect(() => {
    if (open) closeButton.current?.focus();
  }, [open]);
  return (
    <aside
      aria-label="Previews"
      className={classNames(
        // A little wider than what is in it: an edge that scrolls cuts off the ring of the focus.
        "min-w-0 xl:sticky xl:top-14 xl:-mx-1.5 xl:block xl:max-h-[calc(100dvh-4rem)] xl:self-start xl:overflow-y-auto xl:px-1.5 xl:pt-1",
        open
          ? "md:max-xl:fixed md:max-xl:inset-y-0 md:max-xl:right-0 md:max-xl:z-30 md:max-xl:w-112 md:max-xl:overflow-y-auto md:max-xl:border-l md:max-xl:bg-canvas md:max-xl:p-4 md:max-xl:shadow-float"
          : "max-xl:hidden",
      )}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) onClose();
      }}
    >
      <Button
        ref={closeButton}
        variant="quiet"
        size="sm"
        className="mb-2 ml-auto hidden md:max-xl:flex"
        onClick={onClose}
      >
        <X /> Close previews
      </Button>
      {children}
    </aside>
  );
}
