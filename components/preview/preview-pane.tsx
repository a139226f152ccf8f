"use client";

import { LayoutGrid } from "lucide-react";
import { nanoid } from "nanoid";
import { memo, type ReactNode, useCallback, useDeferredValue, useMemo, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ChannelDot } from "@/components/ui/channel-dot";
import { classNames } from "@/components/ui/class-names";
import { Dialog } from "@/components/ui/dialog";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { type ChannelPreview, compilePreviews } from "@/lib/channels/compile-previews";
import type { Finding } from "@/lib/channels/contract";
import { type ChannelId, channelIds } from "@/lib/channels/ids";
import { platforms } from "@/lib/channels/platforms";
import type { PreviewWorkspace } from "@/lib/channels/preview-context";
import type { PreviewProps } from "@/lib/channels/preview-props";
import { previewPlatforms, previews } from "@/lib/channels/previews";
import { channels } from "@/lib/channels/registry";
import { messageCostText } from "@/lib/cost/message-cost-text";
import type { Price } from "@/lib/cost/price";
import { unitPrices } from "@/lib/cost/unit-price";
import { type MediaItem, renditionsOf } from "@/lib/media/media-item";
import { baseOf } from "@/lib/message/base-of";
import { addDefault } from "@/lib/message/edit/add-default";
import { applyFix } from "@/lib/message/edit/apply-fix";
import { ownVersion, setVariant, type VariantPlace } from "@/lib/message/edit/set-variant";
import { languageName } from "@/lib/message/language-name";
import { writtenLanguage } from "@/lib/message/message-view";
import { samplePerson } from "@/lib/message/sample-person";
import type { Message } from "@/lib/message/schema";
import { variablesOf } from "@/lib/message/variables-of";
import { type FindingActions, FindingsList, findingCounts } from "./findings-list";
import { MissingValues } from "./missing-values";
import { personName } from "./person-name";
import { PersonPicker } from "./person-picker";
import { Phone, SmallPhone } from "./phone";
import type { PreviewContact } from "./use-preview-people";

export interface PreviewPaneProps {
  message: Message;
  workspace: PreviewWorkspace;
  media: ReadonlyMap<string, MediaItem>;
  /** The language that is being written: previews change to it when it changes. Null for the workspace's own. */
  writing?: string | null;
  /** What messages cost today; left out where nobody needs to know. */
  pricing?: { prices: readonly Price[]; today: string };
  /** Leads to a block; left out where there is none to go to. */
  onJump?: (blockId: string) => void;
  /** The way to send what is shown as a test; left out where there is none. */
  renderTestSend?:
    | ((shown: { message: Message; channel: ChannelId; contact: { id: string; name: string } | null }) => ReactNode)
    | undefined;
  /** Called with the contact the previews speak to from now on: pictures of theirs may have to be looked up. */
  onContact?: (contact: PreviewContact) => void;
  /** Changes the message as one step of its history; left out where nothing can be changed. */
  onEdit?: (edit: (message: Message) => Message) => void;
}

type Look = PreviewProps["look"];

const newId = () => nanoid(10);

/** The look a channel is drawn in: on what was chosen, or on the first thing its messages are read on. */
function lookOn(id: ChannelId, look: Look): Look {
  const offered = previewPlatforms[id];
  const platform = offered.includes(look.platform) ? look.platform : (offered[0] ?? look.platform);
  return platform === look.platform ? look : { ...look, platform };
}

function senderOf(id: ChannelId, { senders, brandName }: PreviewWorkspace): PreviewProps["sender"] {
  return { name: senders[id]?.displayName ?? brandName, verified: channels[id].needsCapability };
}

function ofEach<Value>(make: (id: ChannelId) => Value): Record<ChannelId, Value> {
  return Object.fromEntries(channelIds.map((id) => [id, make(id)])) as Record<ChannelId, Value>;
}

/** Blocks of a message that is drawn in the same frame as the key that was pressed. */
const promptBlocksMax = 24;

/** What each channel would send to a person, drawn from the compiled request: large for one, small for the others. */
export const PreviewPane = memo(function PreviewPane(props: PreviewPaneProps) {
  // Typing comes first: the previews of a long message follow as soon as there is time.
  const later = useDeferredValue(props.message);
  return <ShownPane {...props} message={props.message.blocks.length > promptBlocksMax ? later : props.message} />;
});

const ShownPane = memo(function ShownPane(props: PreviewPaneProps) {
  const { message, workspace, media, pricing, onJump, onEdit, onContact, renderTestSend } = props;
  const [channelId, setChannelId] = useState<ChannelId>(channelIds[0]);
  const [contact, setContact] = useState<PreviewContact | null>(null);
  const chooseContact = useCallback(
    (next: PreviewContact | null) => {
      setContact(next);
      if (next !== null) onContact?.(next);
    },
    [onContact],
  );
  const [look, setLook] = useState<Look>({ platform: "android", theme: "light" });
  const [windowOpen, setWindowOpen] = useState(false);
  /** Empty: in the language the person reads. */
  const [language, setLanguage] = useState("");
  const { writing = null } = props;
  const [followed, setFollowed] = useState(writing);
  if (followed !== writing) {
    setFollowed(writing);
    setLanguage(writing ?? "");
  }

  const rendition = useMemo(() => renditionsOf(media.values()), [media]);
  const chosenPerson = contact?.person ?? samplePerson;
  const languages = message.languages ?? [];
  const shownLanguage = languages.includes(language) ? language : "";
  const person = useMemo(
    () => (shownLanguage === "" ? chosenPerson : { ...chosenPerson, locale: shownLanguage }),
    [chosenPerson, shownLanguage],
  );
  const { byChannel, missing } = useMemo(
    () => compilePreviews(message, workspace, { person, windowOpen, rendition }),
    [message, workspace, person, windowOpen, rendition],
  );
  const chosen = byChannel[channelId];
  const channel = channels[channelId];
  const find = useMemo(() => (pricing === undefined ? null : unitPrices(pricing.prices)), [pricing]);
  const { billedAs } = chosen.compiled;
  const priceOfChosen =
    find?.({ channel: channelId, billedAs, country: person.country, day: pricing?.today ?? "" }) ?? null;
  const senders = useMemo(() => ofEach((id) => senderOf(id, workspace)), [workspace]);
  const looks = useMemo(() => ofEach((id) => lookOn(id, look)), [look]);
  const draw = (id: ChannelId) => <ChannelView id={id} preview={byChannel[id]} look={looks[id]} sender={senders[id]} />;
  const shownLook = looks[channelId];
  const hasWindow = channel.conversationWindowHours !== null;
  const place: VariantPlace = { channel: channelId, language: writtenLanguage(message, person.locale) };
  const actions: FindingActions | undefined = onEdit && {
    channelName: channel.name,
    fix: (blockId, fix) => onEdit((current) => applyFix(current, { blockId, fix, place }, newId)),
    writeDifferently: (blockId) => {
      const version = nanoid(10);
      onEdit((current) => ownVersion(current, blockId, place, version));
      onJump?.(version);
    },
    leaveOut: (blockId) => onEdit((current) => setVariant(current, baseOf(current, blockId), place, null)),
  };

  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center gap-2">
        <PersonPicker chosen={contact} onChoose={chooseContact} />
        {languages.length > 0 && (
          <Select
            aria-label="Language of the preview"
            className="w-auto"
            value={shownLanguage}
            onChange={(event) => setLanguage(event.target.value)}
          >
            <option value="">Their language</option>
            {languages.map((tag) => (
              <option key={tag} value={tag}>
                {languageName(tag)}
              </option>
            ))}
          </Select>
        )}
        {renderTestSend?.({
          message,
          channel: channelId,
          contact: contact === null ? null : { id: contact.id, name: personName(contact.person) },
        })}
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Segmented
          size="sm"
          label="Device"
          value={shownLook.platform}
          onValueChange={(platform) => setLook({ ...look, platform })}
          options={previewPlatforms[channelId].map((platform) => ({
            value: platform,
            label: platforms[platform].label,
          }))}
        />
        <Segmented
          size="sm"
          label="Appearance of the phone"
          value={look.theme}
          onValueChange={(theme) => setLook({ ...look, theme })}
          options={[
            { value: "light", label: "Light" },
            { value: "dark", label: "Dark" },
          ]}
        />
        <Dialog
          width="xl"
          title="All six channels"
          description={`As ${contact === null ? "the sample person" : personName(person)} would get it.`}
          trigger={
            <Button size="sm" className="ml-auto">
              <LayoutGrid /> All six
            </Button>
          }
        >
          <ul className="grid grid-cols-[repeat(auto-fit,minmax(250px,1fr))] gap-6">
            {channelIds.map((id) => (
              <li key={id} className="space-y-2">
                <p className="flex items-center justify-between font-medium">
                  <ChannelDot channel={id} label={channels[id].name} />
                  <Counts findings={byChannel[id].findings} />
                </p>
                <SmallPhone look={looks[id]} scale={0.8} channelName={channels[id].name}>
                  {draw(id)}
                </SmallPhone>
              </li>
            ))}
          </ul>
        </Dialog>
      </div>
      {missing.length > 0 && (
        <MissingValues
          name={personName(person)}
          missing={missing}
          variables={variablesOf(message)}
          {...(onEdit && {
            onDefault: (path: string, fallback: string) => onEdit((current) => addDefault(current, path, fallback)),
          })}
        />
      )}
      <ul
        aria-label="Channels"
        className="relative grid auto-cols-[minmax(4rem,1fr)] grid-flow-col gap-1.5 overflow-x-auto"
      >
        {channelIds.map((id) => (
          <li key={id} className="min-w-0">
            <div
              className={classNames(
                "relative flex flex-col items-center gap-1 overflow-hidden rounded-lg border bg-surface px-0.5 pt-1.5 pb-1 transition-colors hover:border-line-strong",
                id === channelId && "border-accent bg-accent-soft hover:border-accent",
              )}
            >
              <SmallPhone still look={looks[id]} scale={0.155} channelName={channels[id].name}>
                {draw(id)}
              </SmallPhone>
              <ChannelDot
                channel={id}
                label={channels[id].name}
                className="max-w-full gap-0.5 overflow-hidden text-[10px] leading-4 tracking-tight [&>span:first-child]:size-1.5"
              />
              <Counts findings={byChannel[id].findings} />
              {/* Over the thumbnail rather than around it: a preview has buttons of its own. */}
              <button
                type="button"
                aria-pressed={id === channelId}
                aria-label={`Show ${channels[id].name}`}
                onClick={() => setChannelId(id)}
                className="absolute inset-0 rounded-lg focus-visible:-outline-offset-2"
              />
            </div>
          </li>
        ))}
      </ul>
      <Phone look={shownLook} channelName={channel.name} fits>
        {draw(channelId)}
      </Phone>
      {hasWindow && (
        <Switch
          label={`They wrote on ${channel.name} in the last ${channel.conversationWindowHours} hours`}
          checked={windowOpen}
          onCheckedChange={setWindowOpen}
          className="text-sm"
        />
      )}
      <section aria-label={`Findings for ${channel.name}`} className="rounded-xl border bg-surface p-3.5">
        <h2 className="mb-2 flex items-center justify-between gap-2 font-medium">
          {channel.name}
          <span className="font-normal text-muted text-sm">
            {messageCostText(channelId, chosen.compiled, priceOfChosen)}
          </span>
        </h2>
        <FindingsList findings={chosen.findings} {...(onJump && { onJump })} {...(actions && { actions })} />
      </section>
    </div>
  );
});

const ChannelView = memo(function ChannelView({
  id,
  preview,
  look,
  sender,
}: {
  id: ChannelId;
  preview: ChannelPreview;
  look: Look;
  sender: PreviewProps["sender"];
}) {
  const Preview = previews[id];
  const { request, template } = preview.compiled;
  return (
    <div data-preview={id} className="contents">
      <Preview request={request} template={template} look={look} sender={sender} />
    </div>
  );
});

/** How much is wrong, in words for those who do not see the colours. */
function Counts({ findings }: { findings: readonly Finding[] }) {
  const { blockers, warnings } = findingCounts(findings);
  if (blockers + warnings === 0) return <span className="h-5.5 text-muted text-xs leading-5.5">Fine</span>;
  return (
    <span className="flex gap-1">
      {blockers > 0 && (
        <Badge tone="danger" title={`${blockers} must be fixed`}>
          {blockers}
          <span className="sr-only"> must be fixed</span>
        </Badge>
      )}
      {warnings > 0 && (
        <Badge tone="warning" title={`${warnings} warnings`}>
          {warnings}
          <span className="sr-only"> warnings</span>
        </Badge>
      )}
    </span>
  );
}
