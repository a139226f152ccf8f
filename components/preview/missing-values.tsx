"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Input } from "@/components/ui/input";

/** What the person lacks so that they would be skipped, and a default value to give at once. */
export function MissingValues({
  name,
  missing,
  variables,
  onDefault,
}: {
  /** The person's. */
  name: string;
  missing: readonly string[];
  /** The paths a default can be given to; other things can only be missing. */
  variables: readonly string[];
  /** Left out where nothing can be changed. */
  onDefault?: (path: string, fallback: string) => void;
}) {
  const mendable = onDefault ? missing.filter((path) => variables.includes(path)) : [];
  return (
    <Callout kind="warning" title={`${name} would be skipped`}>
      <p>Missing: {missing.join(", ")}. Whoever has a default value in place of it is reached.</p>
      {onDefault && mendable.length > 0 && (
        <ul className="mt-2 space-y-2">
          {mendable.map((path) => (
            <li key={path}>
              <DefaultForm path={path} onDefault={onDefault} />
            </li>
          ))}
        </ul>
      )}
    </Callout>
  );
}

function DefaultForm({ path, onDefault }: { path: string; onDefault: (path: string, fallback: string) => void }) {
  const [fallback, setFallback] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onDefault(path, fallback);
  };
  return (
    <form onSubmit={submit} className="flex items-center gap-2">
      <Input
        aria-label={`Default value for ${path}`}
        placeholder={`Default for ${path}`}
        maxLength={200}
        value={fallback}
        onChange={(event) => setFallback(event.target.value)}
      />
      <Button type="submit" size="sm">
        Use it
      </Button>
    </form>
  );
}
