import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";

/** Undo or redo, with its keys on hover. */
export function HistoryButton({
  label,
  keys,
  disabled,
  onClick,
  children,
}: {
  label: string;
  keys: string;
  disabled: boolean;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <Button
      variant="quiet"
      size="sm"
      iconOnly
      aria-label={label}
      title={`${label} (${keys})`}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}
