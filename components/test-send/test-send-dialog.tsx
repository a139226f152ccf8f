"use client";

import { Send } from "lucide-react";
import { useState } from "react";
import { uuidv7 } from "uuidv7";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { ChannelDot } from "@/components/ui/channel-dot";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Segmented } from "@/components/ui/segmented";
import { type Action, useAction } from "@/components/ui/use-action";
import type { ArmKey } from "@/lib/campaign/schema";
import { type ChannelId, channelIds } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import type { Message } from "@/lib/message/schema";
import type { TestTarget } from "@/lib/test-send/schema";
import { SentTests } from "./sent-tests";
import { TargetPicker } from "./target-picker";
import { useSentTests } from "./use-sent-tests";

export interface TestSendProps {
  campaignId: string;
  armKey: ArmKey;
  /** Where there are several variants to choose from: the name of this one. */
  armName?: string | undefined;
  /** What the test says, where it is not what is on the screen: "The saved message". */
  what?: string;
  /** What is sent, first on which channel, written as whom; without a contact, the sample person. */
  shown: { message: Message; channel: ChannelId; contact: { id: string; name: string } | null };
  /** Channels that have a sender. */
  sending: ReadonlySet<ChannelId>;
  isSandbox: boolean;
  timeZone: string;
  send: Action<{ waiting: number }>;
}

/** "Send test": a message as it is now, to phones of one's own. */
export function TestSendDialog(props: TestSendProps) {
  const { armName, what = "What is on the screen" } = props;
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      width="lg"
      trigger={
        <Button size="sm">
          <Send /> {armName === undefined ? "Send test" : `Send test of ${armName}`}
        </Button>
      }
      title="Send a test"
      description={`${what}, with [Test] in front of its first words. No report counts it, and whoever told you to stop gets none.`}
    >
      <TestSendForm {...props} />
    </Dialog>
  );
}

function TestSendForm({ campaignId, armKey, shown, sending, isSandbox, timeZone, send }: TestSendProps) {
  const { run, busy, formError, clear } = useAction(send);
  const sent = useSentTests(campaignId);
  const [chosen, setChosen] = useState<ChannelId[]>([shown.channel]);
  const [asContact, setAsContact] = useState(shown.contact !== null);
  const [targets, setTargets] = useState<TestTarget[]>(
    isSandbox && shown.contact !== null ? [{ kind: "phone", contactId: shown.contact.id }] : [],
  );
  // One id per choice: pressing twice, or again after a lost answer, is the same request and sends nothing more.
  const [requestId, setRequestId] = useState(uuidv7);
  const renew = () => {
    setRequestId(uuidv7());
    clear();
  };
  const count = chosen.length * targets.length;

  async function submit() {
    const asContactId = asContact ? (shown.contact?.id ?? null) : null;
    const order = { requestId, campaignId, armKey, message: shown.message, asContactId, channels: chosen, targets };
    if ((await run(order)) === null) return;
    setRequestId(uuidv7());
    sent.watch();
  }

  return (
    <div className="grid gap-5">
      <fieldset>
        <legend className="mb-2 font-medium">Channels</legend>
        <div className="grid grid-cols-2 gap-x-4 gap-y-2 sm:grid-cols-3">
          {channelIds.map((id) => (
            <Checkbox
              key={id}
              disabled={!sending.has(id)}
              label={<ChannelDot channel={id} label={channels[id].name} />}
              hint={sending.has(id) ? undefined : "No sender"}
              checked={chosen.includes(id)}
              onCheckedChange={(on) => {
                setChosen(channelIds.filter((each) => (each === id ? on === true : chosen.includes(each))));
                renew();
              }}
            />
          ))}
        </div>
      </fieldset>
      <div>
        <p className="mb-2 font-medium">Written as</p>
        {shown.contact === null ? (
          <p className="text-muted">
            The sample person. To write it as somebody else, close this and choose a contact first.
          </p>
        ) : (
          <Segmented
            label="Written as"
            value={asContact ? "contact" : "sample"}
            onValueChange={(value) => {
              setAsContact(value === "contact");
              renew();
            }}
            options={[
              { value: "contact", label: <span className="max-w-48 truncate">{shown.contact.name}</span> },
              { value: "sample", label: "Sample person" },
            ]}
          />
        )}
      </div>
      <TargetPicker
        isSandbox={isSandbox}
        suggested={shown.contact}
        targets={targets}
        onChange={(next) => {
          setTargets(next);
          renew();
        }}
      />
      {formError() && <Callout kind="blocker">{formError()}</Callout>}
      <div className="flex flex-wrap justify-end gap-2">
        <DialogClose asChild>
          <Button>Close</Button>
        </DialogClose>
        <Button variant="primary" busy={busy} disabled={count === 0} onClick={() => void submit()}>
          {count > 1 ? `Send ${count} tests` : "Send test"}
        </Button>
      </div>
      <SentTests query={sent.query} timeZone={timeZone} />
    </div>
  );
}
