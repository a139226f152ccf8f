"use client";

import { Plus, TicketPercent } from "lucide-react";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RemovalDialog } from "@/components/ui/removal-dialog";
import { toast } from "@/components/ui/toaster";
import { type Action, useAction } from "@/components/ui/use-action";
import type { PromoPoolItem } from "@/lib/promo/pool-form";
import { type AddCodes, PromoCodesDialog } from "./promo-codes-dialog";

const nearlyUsedUpShare = 0.1;

interface Actions {
  add: Action<{ poolId: string }>;
  addCodes: AddCodes;
  rename: Action<null>;
  remove: Action<null>;
}

/** Lists of promo codes, of which everybody is sent one. */
export function PromoPoolsPanel({ pools, actions }: { pools: readonly PromoPoolItem[]; actions: Actions }) {
  return (
    <div className="grid gap-6">
      <p className="max-w-2xl text-muted">
        Codes your shop made, for messages with a promo code “From a list”. Everybody is sent one of their own; a code
        is never given twice.
      </p>
      {pools.length === 0 ? (
        <EmptyState
          icon={<TicketPercent aria-hidden />}
          title="No lists of codes yet"
          description="Paste the codes your shop made, or choose a file with one code per line."
        />
      ) : (
        <ul className="divide-y rounded-xl border bg-surface" aria-label="Lists of promo codes">
          {pools.map((pool) => (
            <PoolRow key={pool.id} pool={pool} actions={actions} />
          ))}
        </ul>
      )}
      {/* In one place whether there are lists or not: the dialog stays open while the first list is made. */}
      <div className={pools.length === 0 ? "-mt-10 flex justify-center" : "flex justify-end"}>
        <PromoCodesDialog
          pool={null}
          add={actions.add}
          addCodes={actions.addCodes}
          trigger={
            <Button variant="primary">
              <Plus />
              Add list
            </Button>
          }
        />
      </div>
    </div>
  );
}

function PoolRow({ pool, actions }: { pool: PromoPoolItem; actions: Actions }) {
  const { name, left, given } = pool;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-48">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          <bdi className="min-w-0 break-words">{name}</bdi>
          <Supply left={left} given={given} />
        </p>
        <p className="text-muted text-sm tabular-nums">
          {left.toLocaleString("en")} left, {given.toLocaleString("en")} given
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-x-1 gap-y-2">
        <PromoCodesDialog
          pool={pool}
          add={actions.add}
          addCodes={actions.addCodes}
          trigger={
            <Button size="sm" aria-label={`Add codes to ${name}`}>
              Add codes
            </Button>
          }
        />
        <RenameDialog pool={pool} rename={actions.rename} />
        <RemovePool pool={pool} remove={actions.remove} />
      </div>
    </li>
  );
}

/** A list that runs short says so before a campaign does: people whom no code is left for are skipped. */
function Supply({ left, given }: Pick<PromoPoolItem, "left" | "given">) {
  if (left === 0) return <Badge tone="danger">{given === 0 ? "Empty" : "Used up"}</Badge>;
  return left < (left + given) * nearlyUsedUpShare ? <Badge tone="warning">Nearly used up</Badge> : null;
}

function RenameDialog({ pool, rename }: { pool: PromoPoolItem; rename: Action<null> }) {
  const [open, setOpen] = useState(false);
  const trigger = (
    <Button size="sm" variant="quiet" aria-label={`Rename ${pool.name}`}>
      Rename
    </Button>
  );
  return (
    <Dialog open={open} onOpenChange={setOpen} trigger={trigger} title="Rename list">
      <RenameForm pool={pool} rename={rename} onSaved={() => setOpen(false)} />
    </Dialog>
  );
}

function RenameForm({ pool, rename, onSaved }: { pool: PromoPoolItem; rename: Action<null>; onSaved: () => void }) {
  const { run, busy, errorOf, formError } = useAction(rename);
  const [name, setName] = useState(pool.name);
  async function submit() {
    if ((await run({ poolId: pool.id, name })) === null) return;
    toast.success("List renamed");
    onSaved();
  }
  const trouble = formError("name");
  return (
    <DialogForm onSubmit={submit} submit="Rename list" busy={busy} trouble={trouble}>
      <Field label="Name" error={errorOf("name")}>
        <Input required maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
    </DialogForm>
  );
}

function RemovePool({ pool, remove }: { pool: PromoPoolItem; remove: Action<null> }) {
  return (
    <RemovalDialog
      trigger={
        <Button size="sm" variant="quiet" aria-label={`Delete ${pool.name}`}>
          Delete
        </Button>
      }
      title={`Delete ${pool.name}?`}
      description="Its codes go with it, and so does the record of who was given which. Messages that were sent keep their codes."
      submit="Delete list"
      remove={remove}
      input={{ poolId: pool.id }}
      onRemoved={() => toast.success(`${pool.name} was deleted`)}
    />
  );
}
