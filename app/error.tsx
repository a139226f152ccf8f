"use client";

import { ErrorState } from "@/components/ui/error-state";

export default function RootError({ error, retry }: { error: unknown; retry: () => void }) {
  const reference = error instanceof Error && "digest" in error ? ` (ref ${String(error.digest)})` : "";
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <ErrorState
        title="This page could not be shown"
        description={`Something went wrong on our side${reference}. Nothing was changed.`}
        onRetry={retry}
      />
    </main>
  );
}
