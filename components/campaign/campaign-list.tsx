"use client";

import { Copy, MoreHorizontal, Send, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DropdownItem, DropdownMenu } from "@/components/ui/dropdown-menu";
import { EmptyState } from "@/components/ui/empty-state";
import { NumberText } from "@/components/ui/number-text";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { TimeText } from "@/components/ui/time-text";
import { toast } from "@/components/ui/toaster";
import type { ActionResult } from "@/lib/action-result";
import type { CampaignState } from "@/lib/campaign/schema";
import { campaignStateWords } from "@/lib/campaign/state-words";

interface CampaignListRow {
  id: string;
  name: string;
  state: CampaignState;
  topicName: string;
  updatedAt: string;
  recipientCount: number | null;
  movingCount: number;
  succeededCount: number;
}

export interface CampaignListProps {
  rows: CampaignListRow[];
  timeZone: string;
  mayWrite: boolean;
  isFiltered: boolean;
  newCampaign: React.ReactNode;
  /** The way to the demo workspace, where there is nothing of one's own yet. */
  demoOffer: React.ReactNode;
  duplicate: (input: { campaignId: string }) => Promise<ActionResult<{ id: string }>>;
  deleteDraft: (input: { campaignId: string }) => Promise<ActionResult<{ deleted: boolean }>>;
}

/** The campaigns of a workspace, latest change first. */
export function CampaignList({
  rows,
  timeZone,
  mayWrite,
  isFiltered,
  newCampaign,
  demoOffer,
  duplicate,
  deleteDraft,
}: CampaignListProps) {
  if (rows.length === 0) {
    return isFiltered ? (
      <EmptyState icon={<Send />} title="No campaign fits" description="Try another word or show all states." />
    ) : (
      <>
        {demoOffer}
        <EmptyState
          icon={<Send />}
          title="No campaigns yet"
          description="Compose one message, see what each channel will get, and send it to the virtual phones first."
          action={newCampaign}
        />
      </>
    );
  }
  return (
    <Table>
      <TableHead>
        <TableRow>
          <TableHeader>Campaign</TableHeader>
          <TableHeader>State</TableHeader>
          <TableHeader numeric>People</TableHeader>
          <TableHeader numeric>Reached the goal</TableHeader>
          <TableHeader>Changed</TableHeader>
          <TableHeader>
            <span className="sr-only">Actions</span>
          </TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.id}>
            <TableCell>
              <Link className="font-medium hover:underline" href={hrefOf(row)}>
                {row.name}
              </Link>
              <div className="text-sm text-muted">{row.topicName}</div>
            </TableCell>
            <TableCell>
              <Badge tone={campaignStateWords[row.state].tone}>{campaignStateWords[row.state].name}</Badge>
            </TableCell>
            <TableCell numeric>
              {row.recipientCount === null ? "–" : <NumberText value={row.recipientCount} />}
            </TableCell>
            <TableCell numeric>
              {row.recipientCount === null ? "–" : <NumberText value={row.succeededCount} />}
            </TableCell>
            <TableCell>
              <TimeText at={row.updatedAt} timeZone={timeZone} />
            </TableCell>
            <TableCell>{mayWrite && <RowMenu row={row} duplicate={duplicate} deleteDraft={deleteDraft} />}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function hrefOf({ id, state }: CampaignListRow): string {
  return `/campaigns/${id}/${state === "draft" || state === "scheduled" ? "compose" : "report"}`;
}

function RowMenu({
  row,
  duplicate,
  deleteDraft,
}: { row: CampaignListRow } & Pick<CampaignListProps, "duplicate" | "deleteDraft">) {
  const router = useRouter();
  const [confirming, setConfirming] = useState(false);
  const [busy, start] = useTransition();
  const copy = () =>
    start(async () => {
      const result = await duplicate({ campaignId: row.id });
      if (result.ok) router.push(`/campaigns/${result.value.id}/compose`);
      else toast.error(result.refusal.message);
    });
  const remove = () =>
    start(async () => {
      const result = await deleteDraft({ campaignId: row.id });
      // The dialog goes with its row: closed before, it would give the focus to a button that is about to go.
      if (result.ok) return router.refresh();
      setConfirming(false);
      toast.error(result.refusal.message);
    });
  return (
    <>
      <DropdownMenu
        trigger={
          <Button variant="quiet" size="sm" iconOnly aria-label={`More for ${row.name}`}>
            <MoreHorizontal aria-hidden />
          </Button>
        }
      >
        <DropdownItem icon={<Copy />} onSelect={copy}>
          Duplicate
        </DropdownItem>
        {row.state === "draft" && (
          <DropdownItem danger icon={<Trash2 />} onSelect={() => setConfirming(true)}>
            Delete draft
          </DropdownItem>
        )}
      </DropdownMenu>
      <Dialog
        open={confirming}
        onOpenChange={setConfirming}
        title={`Delete the draft "${row.name}"?`}
        description="Its message and setup are lost. Nobody has received anything from it."
        footer={
          <>
            <Button variant="secondary" onClick={() => setConfirming(false)}>
              Keep draft
            </Button>
            <Button variant="danger" busy={busy} onClick={remove}>
              Delete draft
            </Button>
          </>
        }
      />
    </>
  );
}
