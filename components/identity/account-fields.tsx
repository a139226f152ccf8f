"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PasswordInput } from "./password-field";

export interface Account {
  name: string;
  email: string;
  password: string;
}

export const emptyAccount: Account = { name: "", email: "", password: "" };

/** Who somebody is and how they will sign in. */
export function AccountFields({
  account,
  onChange,
  errorOf,
}: {
  account: Account;
  onChange: (account: Account) => void;
  errorOf: (field: string) => string | undefined;
}) {
  return (
    <>
      <Field label="Your name" error={errorOf("name")}>
        <Input
          name="name"
          autoComplete="name"
          required
          maxLength={100}
          value={account.name}
          onChange={(event) => onChange({ ...account, name: event.target.value })}
        />
      </Field>
      <Field label="Email" error={errorOf("email")}>
        <Input
          type="email"
          name="email"
          autoComplete="username"
          required
          maxLength={254}
          value={account.email}
          onChange={(event) => onChange({ ...account, email: event.target.value })}
        />
      </Field>
      <Field
        label="Password"
        hint="At least 12 characters. A few words in a row are easy to remember."
        error={errorOf("password")}
      >
        <PasswordInput
          name="password"
          autoComplete="new-password"
          required
          minLength={12}
          maxLength={200}
          value={account.password}
          onChange={(event) => onChange({ ...account, password: event.target.value })}
        />
      </Field>
    </>
  );
}
