"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import type { MediaItem } from "@/lib/media/media-item";
import { addByAddress } from "./media-api";

/** Takes a file that is on the web already. */
export function AddressForm({ onUploaded }: { onUploaded: (item: MediaItem) => void }) {
  const [url, setUrl] = useState("");
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const client = useQueryClient();
  const fetchIt = async (event: FormEvent) => {
    event.preventDefault();
    // A dialog's events travel on to the form it was opened from, which must not hear of this one.
    event.stopPropagation();
    if (url.trim() === "" || isBusy) return;
    setIsBusy(true);
    setFailure(null);
    const result = await addByAddress(url.trim());
    setIsBusy(false);
    if (!result.ok) return setFailure(result.refusal.message);
    setUrl("");
    onUploaded(result.value);
    await client.invalidateQueries({ queryKey: ["media"] });
  };
  return (
    <form onSubmit={fetchIt} className="mt-2" noValidate>
      <div className="flex gap-2">
        <Input
          type="url"
          aria-label="Address of a file on the web"
          placeholder="Or fetch one: https://…"
          value={url}
          onChange={(event) => setUrl(event.target.value)}
        />
        <Button type="submit" busy={isBusy} disabled={url.trim() === ""}>
          Fetch
        </Button>
      </div>
      {failure !== null && (
        <p role="alert" className="mt-1 text-danger-ink text-sm">
          {failure}
        </p>
      )}
    </form>
  );
}
