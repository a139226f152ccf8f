"use client";

import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { Finding } from "@/lib/channels/contract";

const kinds = {
  blocker: { icon: CircleAlert, looks: "text-danger-ink", word: "Must be fixed" },
  warning: { icon: TriangleAlert, looks: "text-warning-ink", word: "Warning" },
  note: { icon: Info, looks: "text-muted", word: "Note" },
} as const;

/** What a channel loses, changes or refuses, with the way to the block it is about. */
export function FindingsList({
  findings,
  onJump,
}: {
  findings: readonly Finding[];
  onJump?: (blockId: string) => void;
}) {
  if (findings.length === 0) return <p className="text-muted text-sm">Nothing is lost or changed on this channel.</p>;
  return (
    <ul className="space-y-2.5">
      {withKeys(findings).map(({ key, finding: { severity, text, remedy, blockId } }) => {
        const { icon: Icon, looks, word } = kinds[severity];
        return (
          <li key={key} className="flex gap-2 text-sm">
            <Icon className={`mt-0.5 size-4 shrink-0 ${looks}`} aria-hidden />
            <div className="min-w-0 flex-1">
              <p>
                <span className="sr-only">{word}: </span>
                {text}
              </p>
              {remedy !== null && <p className="text-muted">{remedy}</p>}
            </div>
            {blockId !== null && onJump && (
              <Button variant="quiet" size="sm" className="-my-1" onClick={() => onJump(blockId)}>
                Show block
              </Button>
            )}
          </li>
        );
      })}
    </ul>
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
