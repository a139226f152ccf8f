import type { Metadata } from "next";
import { currentDatabase, currentTime, currentUser } from "@/app/_server/session";
import { joinWorkspace, joinWorkspaceSignedIn } from "@/app/(auth)/actions";
import { AuthCard } from "@/components/identity/auth-card";
import { ClosedLink } from "@/components/identity/closed-link";
import { JoinForm, JoinSignedIn } from "@/components/identity/join-form";
import { findOpenInvite } from "@/db/queries/invites";
import { roleWords } from "@/lib/workspace/role-words";

export const metadata: Metadata = { title: "Join a workspace", referrer: "no-referrer" };

export default async function JoinPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const invite = await findOpenInvite(currentDatabase().db, token, currentTime());
  if (invite === null || invite.workspaceName === null) {
    return <ClosedLink remedy="Ask the person who sent it for a new one." />;
  }
  const user = await currentUser();
  const role = roleWords[invite.role];
  return (
    <AuthCard
      title={`Join ${invite.workspaceName}`}
      description={`${user ? `You are signed in as ${user.email}. ` : ""}Your role will be ${role.name}: ${role.may}`}
    >
      {user ? (
        <JoinSignedIn token={token} join={joinWorkspaceSignedIn} />
      ) : (
        <JoinForm token={token} email={invite.email} join={joinWorkspace} />
      )}
    </AuthCard>
  );
}
