"use client";

import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button";
import { EmptyState } from "./empty-state";

export interface ErrorStateProps {
  /** What did not work. */
  title: ReactNode;
  /** Why, as far as known. */
  description?: ReactNode;
  onRetry?: () => void;
  className?: string;
}

export function ErrorState({ title, description, onRetry, className }: ErrorStateProps) {
  return (
    <div role="alert" className={className}>
      <EmptyState
        icon={<TriangleAlert className="text-danger-ink" aria-hidden />}
        title={title}
        description={description}
        action={onRetry && <Button onClick={onRetry}>Try again</Button>}
      />
    </div>
  );
}
