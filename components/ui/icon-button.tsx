import type { ReactNode } from "react";
import { Button } from "./button";

/**
 * A small button that is a sign only; its words are heard, and seen on hover. While there is nothing for it to do it
 * says so but keeps the focus: who moves something to the very top by keyboard is not thrown off the page.
 */
export function IconButton({
  label,
  keys,
  disabled = false,
  onClick,
  children,
}: {
  label: string;
  /** The keys that do the same. */
  keys?: string;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <Button
      variant="quiet"
      size="sm"
      iconOnly
      aria-label={label}
      title={keys === undefined ? label : `${label} (${keys})`}
      aria-disabled={disabled || undefined}
      className="aria-disabled:opacity-50 aria-disabled:hover:bg-transparent"
      onClick={() => !disabled && onClick()}
    >
      {children}
    </Button>
  );
}
