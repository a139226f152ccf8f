import type { LiveReport } from "@/components/report/live-report";
import { Callout } from "@/components/ui/callout";
import { channels } from "@/lib/channels/registry";
import { noAnswers } from "@/lib/health/answer-class";
import { circuitWords } from "@/lib/health/circuit-words";

interface HeldChannelProps {
  circuit: LiveReport["held"][number];
  asOf: string;
  timeZone: string;
}

/** Says that a channel's messages wait because its provider fails, until when, and what there is to do. */
export function HeldChannel({ circuit, asOf, timeZone }: HeldChannelProps) {
  const clock = (at: Date) =>
    new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).format(at);
  const { text, remedy, tone } = circuitWords(
    {
      ...circuit,
      channelName: channels[circuit.channel].name,
      until: circuit.until === null ? null : new Date(circuit.until),
      counts: noAnswers,
    },
    new Date(asOf),
    clock,
  );
  return (
    <Callout kind={tone === "danger" ? "blocker" : "warning"} title={text}>
      Messages wait and are not lost{remedy === null ? "." : `. ${remedy}`}
    </Callout>
  );
}
