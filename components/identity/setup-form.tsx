"use client";

import { type FormEvent, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type Action, useAction } from "@/components/ui/use-action";
import type { Country } from "@/lib/workspace/places";
import { AccountFields, emptyAccount } from "./account-fields";
import { signInOrSay } from "./sign-in";

export interface SetupFormProps {
  token: string;
  countries: readonly Country[];
  timeZones: readonly string[];
  createOwner: Action<{ workspaceId: string }>;
}

/** The first account and its workspace; signs in when both are made. */
export function SetupForm({ token, countries, timeZones, createOwner }: SetupFormProps) {
  const { run, busy, errorOf, formError } = useAction(createOwner);
  const [account, setAccount] = useState(emptyAccount);
  const [workspaceName, setWorkspaceName] = useState("");
  const [defaultCountry, setDefaultCountry] = useState("US");
  const [timeZone, setTimeZone] = useState("UTC");
  const [leaving, setLeaving] = useState(false);

  useEffect(() => {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (timeZones.includes(here)) setTimeZone(here);
    // Not Intl.Locale: browsers on servers report tags it throws at, such as en-US@posix.
    const region = /-([A-Z]{2})\b/.exec(navigator.language)?.[1];
    if (countries.some(({ code }) => code === region)) setDefaultCountry(region ?? "US");
  }, [countries, timeZones]);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (leaving || (await run({ token, ...account, workspaceName, defaultCountry, timeZone })) === null) return;
    setLeaving(true);
    const trouble = await signInOrSay(account.email, account.password);
    window.location.assign(trouble === null ? "/campaigns" : "/sign-in");
  }

  const whole = formError("name", "email", "password", "workspaceName", "defaultCountry", "timeZone");
  return (
    <form onSubmit={submit} className="grid gap-4">
      <AccountFields account={account} onChange={setAccount} errorOf={errorOf} />
      <hr className="my-1" />
      <Field
        label="Business name"
        hint="Names your workspace. People see it on messages; you can change it later."
        error={errorOf("workspaceName")}
      >
        <Input
          name="organization"
          autoComplete="organization"
          required
          maxLength={60}
          value={workspaceName}
          onChange={(event) => setWorkspaceName(event.target.value)}
        />
      </Field>
      <Field
        label="Country"
        hint="How phone numbers without a country code are read."
        error={errorOf("defaultCountry")}
      >
        <Select value={defaultCountry} onChange={(event) => setDefaultCountry(event.target.value)}>
          {countries.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Time zone" hint="Screens show times in it." error={errorOf("timeZone")}>
        <Select value={timeZone} onChange={(event) => setTimeZone(event.target.value)}>
          {timeZones.map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll("_", " ")}
            </option>
          ))}
        </Select>
      </Field>
      {whole && <Callout kind="blocker">{whole}</Callout>}
      <Button type="submit" variant="primary" size="lg" busy={busy || leaving}>
        Create workspace
      </Button>
    </form>
  );
}
