import { MapPinOff } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <EmptyState
        icon={<MapPinOff aria-hidden />}
        title="There is nothing at this address"
        description="It may have been deleted, or the link is not complete."
        action={
          <Button asChild>
            <Link href="/">Go to the start page</Link>
          </Button>
        }
      />
    </main>
  );
}
