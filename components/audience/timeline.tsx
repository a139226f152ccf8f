import {
  CheckCheck,
  CircleAlert,
  Flag,
  Handshake,
  type LucideIcon,
  MailOpen,
  MousePointerClick,
  Send,
  Signpost,
  Undo2,
} from "lucide-react";
import Link from "next/link";
import { Card } from "@/components/ui/card";
import { PageLinks } from "@/components/ui/page-links";
import { TimeText } from "@/components/ui/time-text";
import type { TimelineEvent, TimelineFact } from "@/lib/timeline/event";
import { factWords } from "@/lib/timeline/fact-words";

export interface TimelineProps {
  contactId: string;
  events: readonly TimelineEvent[];
  isFirstPage: boolean;
  /** Where the next page begins; null on the last one. */
  nextAfter: string | null;
  topics: readonly { key: string; name: string }[];
  timeZone: string;
}

const icons: Record<TimelineFact["kind"], LucideIcon> = {
  decided: Signpost,
  sent: Send,
  delivered: CheckCheck,
  read: MailOpen,
  called_back: Undo2,
  failed: CircleAlert,
  acted: MousePointerClick,
  consent: Handshake,
  ended: Flag,
};

/** All that happened with one person, over all campaigns, newest first. */
export function Timeline({ contactId, events, isFirstPage, nextAfter, topics, timeZone }: TimelineProps) {
  return (
    <Card
      title="Timeline"
      description="Every decision, message, receipt, reaction and change of consent, over all campaigns."
      flush
    >
      {events.length === 0 ? (
        <p className="px-4 pb-4 text-muted">
          {isFirstPage
            ? "Nothing has happened yet. The first campaign with them will stand here."
            : "Nothing before that."}
        </p>
      ) : (
        <ol className="divide-y border-t">
          {events.map(({ key, at, campaign, fact }) => {
            const Icon = icons[fact.kind];
            return (
              <li key={key} className="flex gap-3 px-4 py-3">
                <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
                <div className="min-w-0 flex-1">
                  <div className="flex flex-wrap justify-between gap-x-4">
                    <p className="min-w-0 break-words lg:max-w-3xl">{factWords(fact, topics)}</p>
                    <span className="text-muted text-sm">
                      <TimeText at={at} timeZone={timeZone} showZone />
                    </span>
                  </div>
                  {campaign !== null && (
                    <Link
                      href={`/campaigns/${campaign.id}/report`}
                      className="break-words text-muted text-sm hover:underline"
                    >
                      <bdi>{campaign.name}</bdi>
                    </Link>
                  )}
                </div>
              </li>
            );
          })}
        </ol>
      )}
      <div className="px-4 py-3 empty:hidden">
        <PageLinks pathname={`/audience/${contactId}`} query={{}} isFirstPage={isFirstPage} nextAfter={nextAfter} />
      </div>
    </Card>
  );
}
