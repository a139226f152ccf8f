"use client";

import { Check, Copy, UserPlus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { TimeText } from "@/components/ui/time-text";
import { toast } from "@/components/ui/toaster";
import { type Action, useAction } from "@/components/ui/use-action";
import { type Role, roles } from "@/lib/campaign/schema";
import { roleWords } from "@/lib/workspace/role-words";

interface OpenInviteRow {
  id: string;
  role: Role;
  email: string | null;
  expiresAt: Date;
}

/** Makes a one-time link into the workspace; the link is shown once. */
export function InviteButton({ invite }: { invite: Action<{ link: string }> }) {
  const [open, setOpen] = useState(false);
  const [link, setLink] = useState<string | null>(null);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (next) setLink(null);
      }}
      trigger={
        <Button variant="primary">
          <UserPlus />
          Invite member
        </Button>
      }
      title={link === null ? "Invite member" : "Send them this link"}
      description={
        link === null
          ? "Makes a link that lets one person in, within seven days."
          : "It works once, for whoever opens it first, and is not shown again."
      }
    >
      {link === null ? <InviteForm invite={invite} onLink={setLink} /> : <LinkToCopy link={link} />}
    </Dialog>
  );
}

function InviteForm({ invite, onLink }: { invite: Action<{ link: string }>; onLink: (link: string) => void }) {
  const { run, busy, errorOf, formError } = useAction(invite);
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("marketer");

  async function submit() {
    const made = await run({ role, email });
    if (made !== null) onLink(made.value.link);
  }

  const trouble = formError("role", "email");
  return (
    <DialogForm onSubmit={submit} submit="Make link" busy={busy} trouble={trouble}>
      <Field label="Role" hint={roleWords[role].may} error={errorOf("role")}>
        <Select value={role} onChange={(event) => setRole(roles.find((known) => known === event.target.value) ?? role)}>
          {roles.map((known) => (
            <option key={known} value={known}>
              {roleWords[known].name}
            </option>
          ))}
        </Select>
      </Field>
      <Field
        label="Email"
        optional
        hint="Fills in their form. Cascade sends no email: you pass the link on."
        error={errorOf("email")}
      >
        <Input type="email" maxLength={254} value={email} onChange={(event) => setEmail(event.target.value)} />
      </Field>
    </DialogForm>
  );
}

function LinkToCopy({ link }: { link: string }) {
  const [copied, setCopied] = useState(false);

  async function copy() {
    try {
      await navigator.clipboard.writeText(link);
      setCopied(true);
    } catch {
      toast.error("The browser did not allow copying. Select the link and copy it by hand.");
    }
  }

  return (
    <div className="grid gap-4">
      <div className="flex items-end gap-2">
        <Field label="Link to join" className="flex-1">
          <Input readOnly value={link} onFocus={(event) => event.target.select()} />
        </Field>
        <Button onClick={copy}>
          {copied ? <Check /> : <Copy />}
          {copied ? "Copied" : "Copy link"}
        </Button>
      </div>
      <div className="flex justify-end">
        <DialogClose asChild>
          <Button variant="primary">Done</Button>
        </DialogClose>
      </div>
    </div>
  );
}

export interface OpenInvitesProps {
  invites: readonly OpenInviteRow[];
  timeZone: string;
  revoke: Action<null>;
}

/** Links that were made and not used yet. */
export function OpenInvites({ invites, timeZone, revoke }: OpenInvitesProps) {
  if (invites.length === 0) return null;
  return (
    <section className="mt-8">
      <h2 className="mb-3 font-semibold text-lg">Open invitations</h2>
      <ul className="divide-y rounded-xl border bg-surface">
        {invites.map((invite) => (
          <li key={invite.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
            <div className="min-w-0 flex-1">
              <p className="truncate">{invite.email ?? "Anybody with the link"}</p>
              <p className="text-muted text-sm">
                {roleWords[invite.role].name} · works until{" "}
                <TimeText at={invite.expiresAt} timeZone={timeZone} showZone />
              </p>
            </div>
            <RevokeButton invite={invite} revoke={revoke} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function RevokeButton({ invite, revoke }: { invite: OpenInviteRow; revoke: Action<null> }) {
  const { run, busy, refusal } = useAction(revoke);
  return (
    <div>
      <Button
        variant="quiet"
        size="sm"
        busy={busy}
        aria-label={`Withdraw the invitation for ${invite.email ?? "anybody with the link"}`}
        onClick={async () => {
          if ((await run({ inviteId: invite.id })) !== null) toast.success("Invitation withdrawn");
        }}
      >
        Withdraw
      </Button>
      {refusal && <p className="text-danger-ink text-sm">{refusal.message}</p>}
    </div>
  );
}
