import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { currentUser } from "@/app/_server/session";
import { AuthCard } from "@/components/identity/auth-card";
import { SignOutButton } from "@/components/identity/sign-out-button";
import { Button } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not allowed" };

/** Where a person ends up whose role does not open a page, or who belongs to no workspace any more. */
export default async function NotAllowedPage() {
  const user = await currentUser();
  if (user === null) redirect("/sign-in");
  if (user.memberships.length === 0) {
    return (
      <AuthCard
        title="You belong to no workspace"
        description={`You are signed in as ${user.email}, but no workspace has you as a member. Ask an owner for a link to join.`}
      >
        <SignOutButton />
      </AuthCard>
    );
  }
  return (
    <AuthCard
      title="Your role does not open this page"
      description="Nothing was changed. Ask an owner of the workspace if you need it."
    >
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" asChild>
          <Link href="/campaigns">Go to campaigns</Link>
        </Button>
        <SignOutButton />
      </div>
    </AuthCard>
  );
}
