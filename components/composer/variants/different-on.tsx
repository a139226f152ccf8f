"use client";

import { Split } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ChannelDot } from "@/components/ui/channel-dot";
import { classNames } from "@/components/ui/class-names";
import { DropdownItem, DropdownLabel, DropdownMenu } from "@/components/ui/dropdown-menu";
import { type ChannelId, channelIds } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import type { BlockVariant } from "@/lib/message/schema";

/** Begins a version of a block for a channel. Keeps its place while it is not seen: nothing moves under the pointer. */
export function DifferentOn({
  place,
  variants,
  language,
  selected,
  onStart,
}: {
  /** "block 3". */
  place: string;
  /** The block's own versions. */
  variants: readonly BlockVariant[];
  language: string | null;
  selected: boolean;
  onStart: (channel: ChannelId) => void;
}) {
  const taken = variants.filter((variant) => variant.language === language).map(({ channel }) => channel);
  const others = channelIds.filter((id) => !taken.includes(id));
  if (others.length === 0) return null;
  return (
    <DropdownMenu
      align="end"
      trigger={
        <Button
          variant="quiet"
          size="sm"
          title="Say something else on one channel"
          className={classNames(
            "text-muted",
            !selected &&
              "opacity-0 focus-visible:opacity-100 group-hover/card:opacity-100 data-[state=open]:opacity-100 pointer-coarse:opacity-100",
          )}
        >
          <Split /> Different on…<span className="sr-only"> ({place})</span>
        </Button>
      }
    >
      <DropdownLabel>Begin a version of its own for</DropdownLabel>
      {others.map((id) => (
        <DropdownItem key={id} onSelect={() => onStart(id)}>
          <ChannelDot channel={id} label={channels[id].name} />
        </DropdownItem>
      ))}
    </DropdownMenu>
  );
}
