import type { Metadata } from "next";
import { currentDatabase, currentTime, requireActor } from "@/app/_server/session";
import { changeMemberRole, inviteMember, removeFromWorkspace, withdrawInvite } from "@/app/(studio)/settings/actions";
import { InviteButton, OpenInvites } from "@/components/settings/invite-panel";
import { MembersList } from "@/components/settings/members-list";
import { listOpenInvites } from "@/db/queries/invites";
import { listMembers } from "@/db/queries/workspaces";

export const metadata: Metadata = { title: "Members" };

export default async function MembersPage() {
  const actor = await requireActor("own");
  const { db } = currentDatabase();
  const [members, invites] = await Promise.all([
    listMembers(db, actor.workspaceId),
    listOpenInvites(db, actor.workspaceId, currentTime()),
  ]);
  const { timeZone } = actor.workspace.settings;
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted">
          {members.length === 1 ? "Only you so far." : `${members.length} people belong to this workspace.`}
        </p>
        <InviteButton invite={inviteMember} />
      </div>
      <MembersList
        members={members}
        selfId={actor.userId}
        timeZone={timeZone}
        changeRole={changeMemberRole}
        removeMember={removeFromWorkspace}
      />
      <OpenInvites invites={invites} timeZone={timeZone} revoke={withdrawInvite} />
    </>
  );
}
