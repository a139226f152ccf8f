"use client";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { RemovalDialog } from "@/components/ui/removal-dialog";
import { Select } from "@/components/ui/select";
import { TimeText } from "@/components/ui/time-text";
import { toast } from "@/components/ui/toaster";
import { type Action, useAction } from "@/components/ui/use-action";
import { type Role, roles } from "@/lib/campaign/schema";
import { roleWords } from "@/lib/workspace/role-words";

interface MemberRow {
  userId: string;
  name: string;
  email: string;
  role: Role;
  since: Date;
}

export interface MembersListProps {
  members: readonly MemberRow[];
  /** Who looks at it. */
  selfId: string;
  timeZone: string;
  changeRole: Action<null>;
  removeMember: Action<null>;
}

/** Everybody in the workspace, with their role. */
export function MembersList({ members, selfId, timeZone, changeRole, removeMember }: MembersListProps) {
  return (
    <ul aria-label="Members" className="divide-y rounded-xl border bg-surface">
      {members.map((member) => {
        const isSelf = member.userId === selfId;
        return (
          <li key={member.userId} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
            <div className="min-w-0 flex-1 basis-56">
              <p className="flex items-center gap-2">
                <span className="truncate font-medium">{member.name}</span>
                {isSelf && <Badge>You</Badge>}
              </p>
              <p className="truncate text-muted text-sm">
                {member.email} · since <TimeText at={member.since} timeZone={timeZone} shape="date" />
              </p>
            </div>
            <div className="flex items-center gap-2">
              <RoleSelect member={member} changeRole={changeRole} />
              <RemoveMember member={member} isSelf={isSelf} removeMember={removeMember} />
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function RoleSelect({ member, changeRole }: { member: MemberRow; changeRole: Action<null> }) {
  const { run, busy, refusal } = useAction(changeRole);

  async function choose(role: Role) {
    if ((await run({ userId: member.userId, role })) === null) return;
    toast.success(`${member.name} is now ${roleWords[role].name.toLowerCase()}`);
  }

  return (
    <div>
      <Select
        aria-label={`Role of ${member.name}`}
        className="w-34"
        disabled={busy}
        value={member.role}
        onChange={(event) => {
          const role = roles.find((known) => known === event.target.value);
          if (role) void choose(role);
        }}
      >
        {roles.map((role) => (
          <option key={role} value={role}>
            {roleWords[role].name}
          </option>
        ))}
      </Select>
      {refusal && (
        <p role="alert" className="mt-1 max-w-56 text-danger-ink text-sm">
          {refusal.message}
        </p>
      )}
    </div>
  );
}

function RemoveMember({
  member,
  isSelf,
  removeMember,
}: {
  member: MemberRow;
  isSelf: boolean;
  removeMember: Action<null>;
}) {
  const verb = isSelf ? "Leave workspace" : "Remove member";
  return (
    <RemovalDialog
      trigger={
        <Button variant="quiet" size="sm" aria-label={isSelf ? verb : `Remove ${member.name}`}>
          {isSelf ? "Leave" : "Remove"}
        </Button>
      }
      title={isSelf ? "Leave this workspace?" : `Remove ${member.name}?`}
      description={
        isSelf
          ? "You lose access at once. What you made stays. Only an owner can let you in again."
          : "They lose access at once. What they made stays. You can invite them again."
      }
      submit={verb}
      remove={removeMember}
      input={{ userId: member.userId }}
      onRemoved={() => (isSelf ? window.location.assign("/") : void toast.success(`${member.name} was removed`))}
    />
  );
}
