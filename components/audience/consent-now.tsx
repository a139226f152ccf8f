import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { ChannelDot } from "@/components/ui/channel-dot";
import { TimeText } from "@/components/ui/time-text";
import { type ConsentRow, channelStates, topicState } from "@/lib/audience/consent-words";
import type { ConsentStatus } from "@/lib/consent/schema";

interface ConsentNowProps {
  consent: readonly ConsentRow[];
  topics: readonly { key: string; name: string }[];
  pausedUntil: Date | null;
  timeZone: string;
}

/** What a person agrees to now: a message needs both its channel and its topic. */
export function ConsentNow({ consent, topics, pausedUntil, timeZone }: ConsentNowProps) {
  return (
    <Card title="Consent now" description="A message needs its channel to be agreed to and its topic not refused.">
      {pausedUntil !== null && (
        <p className="mb-3">
          Asked for quiet until <TimeText at={pausedUntil} timeZone={timeZone} showZone />.
        </p>
      )}
      <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1.5">
        {channelStates(consent).map(({ channel, name, status }) => (
          <Line
            key={channel}
            label={<ChannelDot channel={channel} label={name} />}
            status={status}
            unsaid="Never asked"
          />
        ))}
      </dl>
      {topics.length > 0 && (
        <dl className="mt-3 grid grid-cols-[1fr_auto] gap-x-4 gap-y-1.5 border-t pt-3">
          {topics.map(({ key, name }) => (
            <Line key={key} label={name} status={topicState(consent, key)} unsaid="Not refused" />
          ))}
        </dl>
      )}
    </Card>
  );
}

const words: Record<ConsentStatus, string> = { opted_in: "Agreed", opted_out: "Opted out" };

function Line({ label, status, unsaid }: { label: ReactNode; status: ConsentStatus | null; unsaid: string }) {
  const tone = status === "opted_out" ? "text-danger-ink" : status === null ? "text-muted" : undefined;
  return (
    <div className="contents">
      <dt className="min-w-0 break-words">{label}</dt>
      <dd className={tone}>{status === null ? unsaid : words[status]}</dd>
    </div>
  );
}
