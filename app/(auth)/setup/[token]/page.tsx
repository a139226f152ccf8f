import type { Metadata } from "next";
import { currentDatabase, currentTime } from "@/app/_server/session";
import { createOwner } from "@/app/(auth)/actions";
import { AuthCard } from "@/components/identity/auth-card";
import { ClosedLink } from "@/components/identity/closed-link";
import { SetupForm } from "@/components/identity/setup-form";
import { findOpenInvite } from "@/db/queries/invites";
import { countries, timeZones } from "@/lib/workspace/places";

export const metadata: Metadata = { title: "Set up", referrer: "no-referrer" };

export default async function SetupPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const invite = await findOpenInvite(currentDatabase().db, token, currentTime());
  if (invite === null || invite.workspaceName !== null) {
    return <ClosedLink remedy="While there is no owner, each start of Cascade prints a new one." />;
  }
  return (
    <AuthCard title="Create your workspace" description="You become its owner. This link works once.">
      <SetupForm token={token} countries={countries} timeZones={timeZones} createOwner={createOwner} />
    </AuthCard>
  );
}
