"use client";

import { Plus } from "lucide-react";
import { Fragment, memo } from "react";
import { Button } from "@/components/ui/button";
import { DropdownItem, DropdownLabel, DropdownMenu } from "@/components/ui/dropdown-menu";
import { blockGroups } from "./block-kinds";
import type { CanvasActions } from "./canvas-block";

/** Every kind of block, to be added at the end. */
export const AddBlockMenu = memo(function AddBlockMenu({
  full,
  count,
  actions,
}: {
  full: boolean;
  /** Of the blocks there are. */
  count: number;
  actions: Pick<CanvasActions, "add">;
}) {
  return (
    <div className="mt-3 flex justify-center">
      <DropdownMenu
        align="center"
        className="w-96 max-w-[calc(100vw-1.5rem)]"
        trigger={
          <Button variant="quiet" disabled={full}>
            <Plus /> Add block
          </Button>
        }
      >
        {blockGroups.map(({ name, kinds }) => (
          <Fragment key={name}>
            <DropdownLabel>{name}</DropdownLabel>
            {kinds.map(({ kind, label, hint, icon: Icon }) => (
              <DropdownItem key={kind} icon={<Icon />} onSelect={() => actions.add(kind, count)}>
                <span className="shrink-0">{label}</span>
                <span className="ml-auto min-w-0 truncate pl-4 text-muted text-xs">{hint}</span>
              </DropdownItem>
            ))}
          </Fragment>
        ))}
      </DropdownMenu>
    </div>
  );
});
