"use client";

import { Replace } from "lucide-react";
import { Fragment } from "react";
import { Button } from "@/components/ui/button";
import { DropdownItem, DropdownLabel, DropdownMenu } from "@/components/ui/dropdown-menu";
import type { Block, BlockKind } from "@/lib/message/schema";
import { blockGroups } from "../block-kinds";

/** Puts a block of another kind in the place of a version: an animation where elsewhere there is a film. */
export function AnotherKind({
  block,
  place,
  onChoose,
}: {
  block: Block;
  /** "block 3 on WhatsApp". */
  place: string;
  onChoose: (blockId: string, kind: BlockKind) => void;
}) {
  return (
    <DropdownMenu
      align="end"
      className="max-h-80"
      trigger={
        <Button variant="quiet" size="sm">
          <Replace /> Another kind…<span className="sr-only"> ({place})</span>
        </Button>
      }
    >
      {blockGroups.map(({ name, kinds }) => {
        const others = kinds.filter(({ kind }) => kind !== block.kind);
        if (others.length === 0) return null;
        return (
          <Fragment key={name}>
            <DropdownLabel>{name}</DropdownLabel>
            {others.map(({ kind, label, icon: Icon }) => (
              <DropdownItem key={kind} icon={<Icon />} onSelect={() => onChoose(block.id, kind)}>
                {label}
              </DropdownItem>
            ))}
          </Fragment>
        );
      })}
    </DropdownMenu>
  );
}
