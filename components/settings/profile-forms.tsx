"use client";

import { signOut } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toaster";
import { type Action, useAction } from "@/components/ui/use-action";
import { SaveBar } from "./save-bar";
import { SettingsSection } from "./settings-section";

export interface ProfileFormsProps {
  name: string;
  email: string;
  rename: Action<null>;
  changePassword: Action<null>;
  endSessions: Action<null>;
}

/** One's own account: name, password, sessions. */
export function ProfileForms({ name, email, rename, changePassword, endSessions }: ProfileFormsProps) {
  return (
    <div>
      <SettingsSection title="You" description={email}>
        <NameForm name={name} rename={rename} />
      </SettingsSection>
      <SettingsSection
        title="Password"
        description="A new password ends your sessions everywhere, here too. Then sign in with it."
      >
        <PasswordForm changePassword={changePassword} />
      </SettingsSection>
      <SettingsSection title="Sessions" description="Signs you out on every device, here too.">
        <EndSessions endSessions={endSessions} />
      </SettingsSection>
    </div>
  );
}

function NameForm({ name: saved, rename }: { name: string; rename: Action<null> }) {
  const { run, busy, errorOf, formError } = useAction(rename);
  const [name, setName] = useState(saved);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if ((await run({ name })) !== null) toast.success("Name saved");
  }

  return (
    <form onSubmit={submit} className="max-w-xl">
      <Field label="Your name" error={errorOf("name")}>
        <Input
          required
          maxLength={100}
          autoComplete="name"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <SaveBar label="Save name" busy={busy} disabled={name === saved} trouble={formError("name")} />
    </form>
  );
}

function PasswordForm({ changePassword }: { changePassword: Action<null> }) {
  const { run, busy, errorOf, formError } = useAction(changePassword);
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");

  async function submit(event: FormEvent) {
    event.preventDefault();
    if ((await run({ current, next })) !== null) await signOut({ callbackUrl: "/sign-in" });
  }

  return (
    <form onSubmit={submit} className="grid max-w-xl gap-4">
      <Field label="Present password" error={errorOf("current")}>
        <Input
          type="password"
          required
          maxLength={200}
          autoComplete="current-password"
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
      </Field>
      <Field
        label="New password"
        hint="At least 12 characters. A few words in a row are easy to remember."
        error={errorOf("next")}
      >
        <Input
          type="password"
          required
          minLength={12}
          maxLength={200}
          autoComplete="new-password"
          value={next}
          onChange={(event) => setNext(event.target.value)}
        />
      </Field>
      <SaveBar label="Change password" busy={busy} trouble={formError("current", "next")} />
    </form>
  );
}

function EndSessions({ endSessions }: { endSessions: Action<null> }) {
  const { run, busy, refusal } = useAction(endSessions);
  return (
    <div className="max-w-xl">
      {refusal && <Callout kind="blocker">{refusal.message}</Callout>}
      <Button
        busy={busy}
        onClick={async () => {
          if ((await run({})) !== null) await signOut({ callbackUrl: "/sign-in" });
        }}
      >
        Sign out everywhere
      </Button>
    </div>
  );
}
