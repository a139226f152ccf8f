"use client";

import { Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ChannelDot } from "@/components/ui/channel-dot";
import { classNames } from "@/components/ui/class-names";
import { DropdownItem, DropdownMenu } from "@/components/ui/dropdown-menu";
import { type ChannelId, channelIds } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";

export interface ChannelTabsProps {
  /** "block 3". */
  place: string;
  /** Channels on which the block is different. */
  different: readonly ChannelId[];
  /** Null: as on all channels. */
  shown: ChannelId | null;
  readOnly: boolean;
  onShow: (channel: ChannelId | null) => void;
  onStart: (channel: ChannelId) => void;
}

/** One tab for all channels, one for each on which a block is different, and the way to one more. */
export function ChannelTabs({ place, different, shown, readOnly, onShow, onStart }: ChannelTabsProps) {
  const others = channelIds.filter((id) => !different.includes(id));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of switches is no fieldset of a form
    <div
      role="group"
      aria-label={`Channels of ${place}`}
      className="flex flex-wrap items-center gap-1 border-b bg-sunken/60 px-1.5 py-1"
    >
      <Tab pressed={shown === null} onClick={() => onShow(null)}>
        {different.length === 0 ? "All channels" : "All others"}
      </Tab>
      {channelIds
        .filter((id) => different.includes(id))
        .map((id) => (
          <Tab key={id} pressed={shown === id} onClick={() => onShow(id)}>
            <ChannelDot channel={id} label={channels[id].name} />
          </Tab>
        ))}
      {!readOnly && others.length > 0 && (
        <DropdownMenu
          trigger={
            <Button variant="quiet" size="sm" className="text-muted">
              <Plus /> Different on…
            </Button>
          }
        >
          {others.map((id) => (
            <DropdownItem key={id} onSelect={() => onStart(id)}>
              <ChannelDot channel={id} label={channels[id].name} />
            </DropdownItem>
          ))}
        </DropdownMenu>
      )}
    </div>
  );
}

function Tab({ pressed, onClick, children }: { pressed: boolean; onClick: () => void; children: React.ReactNode }) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      data-tab
      className={classNames(
        "inline-flex h-7 items-center rounded-md border px-2 text-sm transition-colors",
        pressed ? "border-line-strong bg-raised font-medium" : "border-transparent text-muted hover:bg-hover",
      )}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
