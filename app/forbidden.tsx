import { Lock } from "lucide-react";
import Link from "next/link";
import { currentUser } from "@/app/_server/session";
import { SignOutButton } from "@/components/identity/sign-out-button";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default async function Forbidden() {
  const user = await currentUser();
  const homeless = user !== null && user.memberships.length === 0;
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <EmptyState
        icon={<Lock aria-hidden />}
        title={homeless ? "You belong to no workspace" : "Your role does not open this page"}
        description={
          homeless
            ? `You are signed in as ${user.email}, but no workspace has you as a member. Ask an owner for a link to join.`
            : "Ask an owner of the workspace if you need it. Nothing was changed."
        }
        action={
          <>
            {!homeless && (
              <Button asChild>
                <Link href="/">Go to the start page</Link>
              </Button>
            )}
            <SignOutButton />
          </>
        }
      />
    </main>
  );
}
