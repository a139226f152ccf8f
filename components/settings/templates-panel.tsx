"use client";

import { MessageSquareText } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toaster";
import type { Action } from "@/components/ui/use-action";
import { type TemplateState, templateStateWords } from "@/lib/campaign/template-state";
import type { ProviderRequest, TemplateDefinition } from "@/lib/channels/contract";
import type { ChannelId } from "@/lib/channels/ids";
import { previews } from "@/lib/channels/previews";
import { channels } from "@/lib/channels/registry";
import { TemplateDecisionDialog } from "./template-decision-dialog";

interface ShownTemplate {
  key: string;
  channel: ChannelId;
  definition: TemplateDefinition;
  /** Null while nothing has been said of it. */
  state: TemplateState | null;
  category: string;
  quality: string | null;
  reason: string | null;
  usedBy: readonly { id: string; name: string }[];
  request: ProviderRequest | null;
  /** As posted for approval. */
  json: string;
}

interface TemplatesPanelProps {
  rows: readonly ShownTemplate[];
  isSandbox: boolean;
  mayRecord: boolean;
  brandName: string;
  record: Action<null>;
}

/** Every template of the workspace, what became of it, and what to do next. */
export function TemplatesPanel({ rows, isSandbox, mayRecord, brandName, record }: TemplatesPanelProps) {
  return (
    <div className="grid gap-4">
      <Callout title={isSandbox ? "The sandbox approves by Meta's rules" : "Meta approves every template"}>
        {isSandbox
          ? "A template that keeps the rules is approved at once, and one that breaks them is rejected with the rule. With a Vonage account, Meta reads each template first."
          : "Outside the 24 hours after a person's last message, WhatsApp takes approved templates only. Cascade makes one for each variant and language of a campaign; a campaign starts when all of them are approved."}
      </Callout>
      {rows.length === 0 ? (
        <EmptyState
          icon={<MessageSquareText aria-hidden />}
          title="No templates yet"
          description="Put WhatsApp on the ladder of a campaign and write its message; the templates it needs appear here."
          action={
            <Button asChild>
              <Link href="/campaigns">Open campaigns</Link>
            </Button>
          }
        />
      ) : (
        <ul aria-label="Templates" className="grid gap-4">
          {rows.map((row) => (
            <TemplateItem
              key={row.key}
              row={row}
              brandName={brandName}
              record={mayRecord && !isSandbox ? record : null}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

function TemplateItem({
  row,
  brandName,
  record,
}: {
  row: ShownTemplate;
  brandName: string;
  record: Action<null> | null;
}) {
  const { definition, usedBy, reason, quality } = row;
  const words = templateStateWords[row.state ?? "new"];
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(row.json);
      toast.success("Definition copied");
    } catch {
      toast("The browser does not allow copying. Open the definition below and copy it by hand.");
    }
  };
  return (
    <li className="rounded-xl border bg-surface p-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 className="min-w-0 font-medium font-mono text-sm [overflow-wrap:anywhere]">{definition.name}</h2>
        <Badge tone={words.tone}>{words.label}</Badge>
        <span className="text-muted text-sm">
          {channels[row.channel].name} · {definition.language} · {row.category.toLowerCase()}
          {quality === null ? "" : ` · quality ${quality}`}
        </span>
      </div>
      {/* The name is for WhatsApp; people know a message by its words. */}
      <p dir="auto" className="mt-2 line-clamp-2 whitespace-pre-line [overflow-wrap:anywhere]">
        {definition.body}
      </p>
      {reason !== null && reason !== "" && <p className="mt-2 text-danger-ink">{reason}</p>}
      <p className="mt-2 text-pretty text-muted">{words.next}</p>
      <p className="mt-2 text-sm">
        {usedBy.length === 0 ? "No campaign that may still send uses it." : "Used by "}
        {usedBy.map(({ id, name }, index) => (
          <span key={id}>
            {index > 0 && ", "}
            <Link className="text-accent-ink underline" href={`/campaigns/${id}/compose`}>
              {name}
            </Link>
          </span>
        ))}
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button size="sm" onClick={() => void copy()}>
          Copy definition
        </Button>
        {record !== null && <TemplateDecisionDialog row={row} record={record} />}
      </div>
      <details className="mt-3">
        <summary className="w-fit cursor-pointer rounded-sm py-0.5 text-sm">Preview and definition</summary>
        <div className="mt-3 grid gap-4 @2xl:grid-cols-2">
          {row.request === null ? (
            <p className="whitespace-pre-wrap rounded-lg bg-sunken p-3 text-sm [overflow-wrap:anywhere]">
              {definition.body}
            </p>
          ) : (
            <Drawn row={row} request={row.request} brandName={brandName} />
          )}
          <Textarea
            readOnly
            rows={16}
            aria-label={`Definition of ${definition.name}`}
            value={row.json}
            className="font-mono"
          />
        </div>
      </details>
    </li>
  );
}

function Drawn({ row, request, brandName }: { row: ShownTemplate; request: ProviderRequest; brandName: string }) {
  const Preview = previews[row.channel];
  return (
    <div className="max-h-96 overflow-y-auto rounded-lg border">
      <Preview
        request={request}
        template={row.definition}
        look={{ platform: "android", theme: "light" }}
        sender={{ name: brandName, verified: false }}
      />
    </div>
  );
}
