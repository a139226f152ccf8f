import Link from "next/link";
import { Button } from "@/components/ui/button";
import { AuthCard } from "./auth-card";

/** What a forged, used, withdrawn or expired link shows: the same for all, so that nothing can be learnt by trying. */
export function ClosedLink({ remedy }: { remedy: string }) {
  return (
    <AuthCard
      title="This link does not work"
      description={`It was used already, has expired, or is not complete. ${remedy}`}
    >
      <Button asChild>
        <Link href="/sign-in">Go to sign-in</Link>
      </Button>
    </AuthCard>
  );
}
