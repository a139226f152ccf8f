"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useRef } from "react";
import { Button } from "./button";
import { classNames } from "./class-names";

const widths = { sm: "sm:max-w-sm", md: "sm:max-w-lg", lg: "sm:max-w-2xl", xl: "sm:max-w-5xl" } as const;

export interface DialogProps {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** The button that opens it; leave out when `open` is controlled. */
  trigger?: ReactNode;
  title: ReactNode;
  description?: ReactNode;
  width?: keyof typeof widths;
  children?: ReactNode;
  /** Buttons, right-aligned, the primary one last. */
  footer?: ReactNode;
}

/** Centred on large screens, from the bottom on phones. Escape and a click outside close it; the focus goes back. */
export function Dialog({
  open,
  onOpenChange,
  trigger,
  title,
  description,
  width = "md",
  children,
  footer,
}: DialogProps) {
  const triggerButton = useRef<HTMLButtonElement>(null);
  const opener = useRef<Element | null>(null);
  return (
    <Radix.Root {...(open === undefined ? {} : { open })} {...(onOpenChange === undefined ? {} : { onOpenChange })}>
      {trigger && (
        <Radix.Trigger ref={triggerButton} asChild>
          {trigger}
        </Radix.Trigger>
      )}
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-overlay" />
        <Radix.Content
          {...(description === undefined ? { "aria-describedby": undefined } : {})}
          onOpenAutoFocus={() => {
            opener.current = document.activeElement;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            returnFocus(triggerButton.current ?? opener.current);
          }}
          className={classNames(
            "fixed inset-x-0 bottom-0 z-50 flex max-h-[90dvh] animate-rise flex-col rounded-t-xl border bg-raised shadow-float",
            "sm:inset-x-4 sm:top-1/2 sm:bottom-auto sm:mx-auto sm:-translate-y-1/2 sm:rounded-xl",
            widths[width],
          )}
        >
          <div className="flex items-start justify-between gap-4 px-5 pt-4 pb-3">
            <div className="min-w-0">
              <Radix.Title className="font-semibold text-lg">{title}</Radix.Title>
              {description && <Radix.Description className="mt-1 text-muted">{description}</Radix.Description>}
            </div>
            <Radix.Close asChild>
              <Button variant="quiet" size="sm" iconOnly aria-label="Close" className="-mr-1.5">
                <X />
              </Button>
            </Radix.Close>
          </div>
          {children && <div className="min-h-0 overflow-y-auto px-5 pb-5">{children}</div>}
          {footer && <div className="flex flex-wrap justify-end gap-2 border-t px-5 py-3">{footer}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** What opened the dialog may have gone with what was deleted in it; then one goes on at the beginning of the page. */
function returnFocus(opener: Element | null): void {
  const { activeElement, body } = document;
  if (activeElement !== null && activeElement !== body) return;
  const place = opener?.isConnected ? opener : document.querySelector("main");
  if (place instanceof HTMLElement) place.focus({ preventScroll: true });
}

/** Wraps a button that closes the dialog it stands in. */
export const DialogClose = Radix.Close;
