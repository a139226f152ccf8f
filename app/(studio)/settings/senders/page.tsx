import type { Metadata } from "next";
import Link from "next/link";
import { requireActor } from "@/app/_server/session";
import { saveSender } from "@/app/(studio)/settings/actions";
import { SendersPanel } from "@/components/settings/senders-panel";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { channelIds } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import { senderWords } from "@/lib/workspace/sender-words";

export const metadata: Metadata = { title: "Senders" };

export default async function SendersPage() {
  const { settings } = (await requireActor("own")).workspace;
  const rows = channelIds.map((channel) => {
    const { name, hasReplies } = channels[channel];
    const { label, hint } = senderWords[channel];
    return { channel, name, hasReplies, label, hint, sender: settings.senders[channel] ?? null };
  });
  return (
    <div className="grid gap-4">
      {settings.carrier === "sandbox" ? (
        <Callout
          title="This workspace sends to the sandbox"
          action={
            <Button size="sm" asChild>
              <Link href="/sandbox">Open virtual phones</Link>
            </Button>
          }
        >
          Messages go to virtual phones on this server and to nobody else; only notifications also reach browsers in
          which somebody turned them on. The senders below are made up; change them to see how yours will look.
        </Callout>
      ) : (
        <Callout kind="warning" title="This workspace sends through a Vonage account">
          Messages reach real people and cost money. A sender must belong to that account.
        </Callout>
      )}
      <SendersPanel rows={rows} save={saveSender} />
    </div>
  );
}
