"use client";

import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Select } from "@/components/ui/select";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { TimeText } from "@/components/ui/time-text";
import { toast } from "@/components/ui/toaster";
import { type Action, useAction } from "@/components/ui/use-action";
import { type Role, roles } from "@/lib/campaign/schema";
import { roleWords } from "@/lib/workspace/role-words";

export interface MemberRow {
  userId: string;
  name: string;
  email: string;
  role: Role;
  since: Date;
}

export interface MembersTableProps {
  members: readonly MemberRow[];
  /** Who looks at it. */
  selfId: string;
  timeZone: string;
  changeRole: Action<null>;
  removeMember: Action<null>;
}

/** Everybody in the workspace, with their role. */
export function MembersTable({ members, selfId, timeZone, changeRole, removeMember }: MembersTableProps) {
  return (
    <div className="rounded-xl border bg-surface">
      <Table aria-label="Members">
        <TableHead>
          <TableRow>
            <TableHeader>Person</TableHeader>
            <TableHeader>Role</TableHeader>
            <TableHeader className="hidden sm:table-cell">Since</TableHeader>
            <TableHeader>
              <span className="sr-only">Actions</span>
            </TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {members.map((member) => (
            <TableRow key={member.userId}>
              <TableCell className="max-w-64">
                <span className="flex items-center gap-2">
                  <span className="truncate font-medium">{member.name}</span>
                  {member.userId === selfId && <Badge>You</Badge>}
                </span>
                <span className="block truncate text-muted text-sm">{member.email}</span>
              </TableCell>
              <TableCell>
                <RoleSelect member={member} changeRole={changeRole} />
              </TableCell>
              <TableCell className="hidden text-muted sm:table-cell">
                <TimeText at={member.since} timeZone={timeZone} shape="date" />
              </TableCell>
              <TableCell className="text-right">
                <RemoveMember member={member} isSelf={member.userId === selfId} removeMember={removeMember} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function RoleSelect({ member, changeRole }: { member: MemberRow; changeRole: Action<null> }) {
  const { run, busy, refusal } = useAction(changeRole);

  async function choose(role: Role) {
    if ((await run({ userId: member.userId, role })) === null) return;
    toast.success(`${member.name} is now ${roleWords[role].name.toLowerCase()}`);
  }

  return (
    <>
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
    </>
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
  const { run, busy, refusal } = useAction(removeMember);
  const [open, setOpen] = useState(false);
  const verb = isSelf ? "Leave workspace" : "Remove member";

  async function remove() {
    if ((await run({ userId: member.userId })) === null) return;
    if (isSelf) return window.location.assign("/");
    setOpen(false);
    toast.success(`${member.name} was removed`);
  }

  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      width="sm"
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
      footer={
        <>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button variant="danger" busy={busy} onClick={remove}>
            {verb}
          </Button>
        </>
      }
    >
      {refusal && <Callout kind="blocker">{refusal.message}</Callout>}
    </Dialog>
  );
}
