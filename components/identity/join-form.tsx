"use client";

import Link from "next/link";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { type Action, useAction } from "@/components/ui/use-action";
import { AccountFields, emptyAccount } from "./account-fields";
import { signInOrSay } from "./sign-in";

export interface JoinFormProps {
  token: string;
  /** Whom the link was made for, when that was noted. */
  email: string | null;
  join: Action<{ workspaceId: string }>;
}

/** For somebody without an account. */
export function JoinForm({ token, email, join }: JoinFormProps) {
  const { run, busy, errorOf, formError } = useAction(join);
  const [account, setAccount] = useState({ ...emptyAccount, email: email ?? "" });
  const [leaving, setLeaving] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (leaving || (await run({ token, ...account })) === null) return;
    setLeaving(true);
    const trouble = await signInOrSay(account.email, account.password);
    window.location.assign(trouble === null ? "/campaigns" : "/sign-in");
  }

  const whole = formError("name", "email", "password");
  return (
    <form onSubmit={submit} className="grid gap-4">
      <AccountFields account={account} onChange={setAccount} errorOf={errorOf} />
      {whole && <Callout kind="blocker">{whole}</Callout>}
      <Button type="submit" variant="primary" size="lg" busy={busy || leaving}>
        Create account and join
      </Button>
      <p className="text-center text-muted text-sm">
        Have an account already?{" "}
        <Link href={`/sign-in?next=${encodeURIComponent(`/join/${token}`)}`} className="text-accent-ink underline">
          Sign in and join
        </Link>
      </p>
    </form>
  );
}

/** For somebody who is signed in. */
export function JoinSignedIn({ token, join }: Omit<JoinFormProps, "email">) {
  const { run, busy, refusal } = useAction(join);
  const [leaving, setLeaving] = useState(false);

  async function submit() {
    if ((await run({ token })) === null) return;
    setLeaving(true);
    window.location.assign("/campaigns");
  }

  return (
    <div className="grid gap-4">
      {refusal && <Callout kind="blocker">{refusal.message}</Callout>}
      <Button variant="primary" size="lg" busy={busy || leaving} onClick={submit}>
        Join workspace
      </Button>
    </div>
  );
}
