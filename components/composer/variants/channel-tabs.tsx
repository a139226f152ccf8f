"use client";

import type { ReactNode } from "react";
import { ChannelDot } from "@/components/ui/channel-dot";
import { classNames } from "@/components/ui/class-names";
import { type ChannelId, channelIds } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";

export interface ChannelTabsProps {
  /** "block 3". */
  place: string;
  /** Channels on which the block is different. */
  different: readonly ChannelId[];
  /** Null: as on all channels. */
  shown: ChannelId | null;
  onShow: (channel: ChannelId | null) => void;
}

/** One tab for all channels and one for each on which a block is different. */
export function ChannelTabs({ place, different, shown, onShow }: ChannelTabsProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of switches is no fieldset of a form
    <div
      role="group"
      aria-label={`Channels of ${place}`}
      className="flex flex-wrap items-center gap-1 border-b bg-sunken/60 px-1.5 py-1"
    >
      <Tab pressed={shown === null} onClick={() => onShow(null)}>
        All other channels
      </Tab>
      {channelIds
        .filter((id) => different.includes(id))
        .map((id) => (
          <Tab key={id} pressed={shown === id} onClick={() => onShow(id)}>
            <ChannelDot channel={id} label={channels[id].name} />
          </Tab>
        ))}
    </div>
  );
}

function Tab({ pressed, onClick, children }: { pressed: boolean; onClick: () => void; children: ReactNode }) {
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
