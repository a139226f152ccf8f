import { Card } from "@/components/ui/card";
import { TimeText } from "@/components/ui/time-text";
import { consentEventText } from "@/lib/audience/consent-words";
import type { ConsentStatus } from "@/lib/consent/schema";

export interface ConsentHistoryItem {
  id: string;
  channel: string;
  topic: string;
  status: ConsentStatus;
  source: string;
  proof: Record<string, string>;
  at: Date;
}

interface ConsentHistoryProps {
  history: readonly ConsentHistoryItem[];
  topics: readonly { key: string; name: string }[];
  timeZone: string;
}

/** The ledger of one person, latest first, with the proof of each entry. */
export function ConsentHistory({ history, topics, timeZone }: ConsentHistoryProps) {
  return (
    <Card title="Consent history" description="Entries are only ever added." flush>
      {history.length === 0 ? (
        <p className="px-4 pb-4 text-muted">Nothing was said yet.</p>
      ) : (
        <ol className="divide-y border-t">
          {history.map((entry) => (
            <li key={entry.id} className="px-4 py-3">
              <div className="flex flex-wrap justify-between gap-x-4">
                <p className="font-medium">{consentEventText(entry, topics)}</p>
                <span className="text-muted text-sm">
                  <TimeText at={entry.at} timeZone={timeZone} showZone />
                </span>
              </div>
              <Proof proof={entry.proof} />
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

const proofWords: Record<string, string> = { words: "Words", file: "File", row: "Row", page: "Page" };

/** Only what a person can read; ids stay in the ledger. */
function Proof({ proof }: { proof: Record<string, string> }) {
  const shown = Object.entries(proofWords).flatMap(([key, word]) => {
    const value = proof[key];
    return value === undefined || value === "" ? [] : [{ key, word, value }];
  });
  if (shown.length === 0) return null;
  return (
    <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3 text-muted text-sm">
      {shown.map(({ key, word, value }) => (
        <div key={key} className="contents">
          <dt>{word}</dt>
          <dd dir="auto" className="min-w-0 break-words">
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
