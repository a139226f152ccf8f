"use client";

import type { ShownCircuit } from "@/app/(studio)/operations/read-operations";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ChannelDot } from "@/components/ui/channel-dot";
import { toast } from "@/components/ui/toaster";
import { type Action, useAction } from "@/components/ui/use-action";
import { channels } from "@/lib/channels/registry";
import { totalOf } from "@/lib/health/answer-class";
import { circuitWords } from "@/lib/health/circuit-words";

interface ProvidersCardProps {
  circuits: readonly ShownCircuit[];
  asOf: string;
  timeZone: string;
  close: Action<null>;
  onChanged: () => void;
}

/** How each provider answers on each channel, and what happens next where it does not. */
export function ProvidersCard({ circuits, asOf, timeZone, close, onChanged }: ProvidersCardProps) {
  return (
    <Card
      title="Providers"
      description="When four in ten messages fail, or an account is refused, the channel pauses and its messages wait."
    >
      {circuits.length === 0 ? (
        <p className="text-muted">No message was handed over within the last minute, and no channel is paused.</p>
      ) : (
        <ul className="divide-y">
          {circuits.map((circuit) => (
            <ProviderRow
              key={`${circuit.account} ${circuit.channel}`}
              {...{ circuit, asOf, timeZone, close, onChanged }}
            />
          ))}
        </ul>
      )}
    </Card>
  );
}

function ProviderRow({
  circuit,
  asOf,
  timeZone,
  close,
  onChanged,
}: Omit<ProvidersCardProps, "circuits"> & { circuit: ShownCircuit }) {
  const { run, busy, refusal } = useAction(close);
  const { account, channel, counts } = circuit;
  const channelName = channels[channel].name;
  const clock = (at: Date) =>
    new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(at);
  const until = circuit.until === null ? null : new Date(circuit.until);
  const words = circuitWords({ ...circuit, channelName, until }, new Date(asOf), clock);
  const total = totalOf(counts);
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0">
      <div className="flex w-44 shrink-0 items-center gap-2">
        <ChannelDot channel={channel} label={channelName} className="font-medium" />
        <Badge tone={words.tone}>{words.state}</Badge>
      </div>
      <div className="min-w-0 flex-1 basis-64">
        <p>{words.text}</p>
        {words.remedy && <p className="text-muted">{words.remedy}</p>}
        {total > 0 && (
          <p className="text-muted text-sm">
            Last minute: {counts.accepted} of {total} taken
            {counts.refused > 0 ? `, ${counts.refused} refused for what they are` : ""}
            {counts.noAnswer > 0 ? `, ${counts.noAnswer} without an answer` : ""}
          </p>
        )}
        {refusal && (
          <p role="alert" className="text-danger-ink text-sm">
            {refusal.message}
          </p>
        )}
      </div>
      {circuit.state !== "closed" && (
        <Button
          size="sm"
          busy={busy}
          aria-label={`Send ${channelName} messages again now`}
          onClick={async () => {
            if ((await run({ account, channel })) !== null) toast.success(`${channelName} messages go again`);
            onChanged();
          }}
        >
          Send again now
        </Button>
      )}
    </li>
  );
}
