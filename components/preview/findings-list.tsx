"use client";

import { CircleAlert, Ellipsis, EyeOff, Info, PencilLine, TriangleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { DropdownItem, DropdownMenu } from "@/components/ui/dropdown-menu";
import type { Finding, Fix } from "@/lib/channels/contract";

const kinds = {
  blocker: { icon: CircleAlert, looks: "text-danger-ink", word: "Must be fixed" },
  warning: { icon: TriangleAlert, looks: "text-warning-ink", word: "Warning" },
  note: { icon: Info, looks: "text-muted", word: "Note" },
} as const;

/** What can be done about a finding with one click; each changes the message on one channel only. */
export interface FindingActions {
  channelName: string;
  fix: (blockId: string, fix: Fix) => void;
  /** Starts words of its own for this channel. */
  writeDifferently: (blockId: string) => void;
  leaveOut: (blockId: string) => void;
}

const fixWords: Record<Fix["type"], string> = {
  replace_characters: "Use plain characters",
  shorten_labels: "Shorten the label",
  shorten_text: "Shorten here",
  show_still: "Show the still",
};

/** What a channel loses, changes or refuses, with the way to the block it is about and what mends it. */
export function FindingsList({
  findings,
  onJump,
  actions,
}: {
  findings: readonly Finding[];
  onJump?: (blockId: string) => void;
  /** Left out where nothing can be changed. */
  actions?: FindingActions;
}) {
  if (findings.length === 0) return <p className="text-muted text-sm">Nothing is lost or changed on this channel.</p>;
  return (
    <ul className="space-y-3">
      {withKeys(findings).map(({ key, finding }) => {
        const { icon: Icon, looks, word } = kinds[finding.severity];
        return (
          <li key={key} className="flex gap-2 text-sm">
            <Icon className={`mt-0.5 size-4 shrink-0 ${looks}`} aria-hidden />
            <div className="min-w-0 flex-1">
              <p>
                <span className="sr-only">{word}: </span>
                {finding.text}
              </p>
              {finding.remedy !== null && <p className="text-muted">{finding.remedy}</p>}
              {finding.blockId !== null && (onJump || actions) && (
                <FindingButtons
                  finding={finding}
                  blockId={finding.blockId}
                  {...(onJump && { onJump })}
                  {...(actions && { actions })}
                />
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function FindingButtons({
  finding: { fix, severity },
  blockId,
  onJump,
  actions,
}: {
  finding: Finding;
  blockId: string;
  onJump?: (blockId: string) => void;
  actions?: FindingActions;
}) {
  return (
    <div className="-ml-2 mt-0.5 flex flex-wrap items-center gap-x-1">
      {fix !== undefined && actions && (
        <Button variant="quiet" size="sm" className="text-accent-ink" onClick={() => actions.fix(blockId, fix)}>
          {fixWords[fix.type]}
        </Button>
      )}
      {onJump && (
        <Button variant="quiet" size="sm" onClick={() => onJump(blockId)}>
          Show block
        </Button>
      )}
      {actions && severity !== "note" && (
        <DropdownMenu
          trigger={
            <Button variant="quiet" size="sm" iconOnly aria-label={`More for ${actions.channelName}`}>
              <Ellipsis />
            </Button>
          }
        >
          <DropdownItem icon={<PencilLine />} onSelect={() => actions.writeDifferently(blockId)}>
            Say it differently on {actions.channelName}
          </DropdownItem>
          <DropdownItem icon={<EyeOff />} onSelect={() => actions.leaveOut(blockId)}>
            Leave it out on {actions.channelName}
          </DropdownItem>
        </DropdownMenu>
      )}
    </div>
  );
}

/** Two findings of a kind may be about the same block; their order tells them apart. */
function withKeys(findings: readonly Finding[]) {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const name = `${finding.code}:${finding.blockId}`;
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    return { key: `${name}:${count}`, finding };
  });
}

/** "2 must be fixed, 1 warning"; null when there is neither. */
export function findingCounts(findings: readonly Finding[]): { blockers: number; warnings: number } {
  const count = (severity: Finding["severity"]) => findings.filter((finding) => finding.severity === severity).length;
  return { blockers: count("blocker"), warnings: count("warning") };
}
