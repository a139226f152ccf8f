"use client";

import { useMemo, useState } from "react";
import { sendTest } from "@/app/(studio)/campaigns/[id]/compose/actions";
import { personName } from "@/components/preview/person-name";
import { PersonPicker } from "@/components/preview/person-picker";
import type { PreviewContact } from "@/components/preview/use-preview-people";
import { TestSendDialog } from "@/components/test-send/test-send-dialog";
import { Card } from "@/components/ui/card";
import type { ArmKey } from "@/lib/campaign/schema";
import { type ChannelId, channelIds } from "@/lib/channels/ids";
import type { Message } from "@/lib/message/schema";

interface TrialCardProps {
  campaignId: string;
  /** Those that say something. */
  arms: readonly { key: ArmKey; name: string; message: Message }[];
  /** In the order they are tried. */
  ladderChannels: readonly ChannelId[];
  /** Channels that have a sender. */
  sending: readonly ChannelId[];
  isSandbox: boolean;
  timeZone: string;
}

/** A last look on a phone of one's own before everybody gets it. */
export function TrialCard({ campaignId, arms, ladderChannels, sending, isSandbox, timeZone }: TrialCardProps) {
  const [contact, setContact] = useState<PreviewContact | null>(null);
  const senders = useMemo(() => new Set(sending), [sending]);
  const channel = ladderChannels.find((id) => senders.has(id)) ?? ladderChannels[0] ?? channelIds[0];
  const chosen = contact === null ? null : { id: contact.id, name: personName(contact.person) };
  return (
    <Card
      title="Try it on a phone"
      description="The message as it is saved, written as the sample person or as a contact. No report counts it."
    >
      <div className="flex flex-wrap items-center gap-2">
        <div className="flex w-full min-w-0 sm:w-80">
          <PersonPicker chosen={contact} onChoose={setContact} />
        </div>
        {arms.map(({ key, name, message }) => (
          <TestSendDialog
            key={key}
            {...{ campaignId, isSandbox, timeZone, armKey: key, sending: senders, send: sendTest }}
            armName={arms.length > 1 ? name : undefined}
            what="The saved message"
            shown={{ message, channel, contact: chosen }}
          />
        ))}
      </div>
    </Card>
  );
}
