"use client";

import { Eye, History, Redo2, Undo2 } from "lucide-react";
import type { ReactNode, Ref } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Segmented } from "@/components/ui/segmented";
import type { ArmKey } from "@/lib/campaign/schema";

export interface ComposerBarProps {
  arms: readonly { key: ArmKey; name: string }[];
  armKey: ArmKey;
  onArm: (armKey: ArmKey) => void;
  /** Back and forth; null where nothing can be changed. */
  steps: { undo: () => void; redo: () => void; canUndo: boolean; canRedo: boolean } | null;
  /** Whether and when it was saved. */
  stamp: ReactNode;
  history: { isOpen: boolean; toggle: () => void; button: Ref<HTMLButtonElement> };
  preview: { isOpen: boolean; show: (isOpen: boolean) => void; button: Ref<HTMLButtonElement> };
  /** What else can be done with the whole message. */
  children?: ReactNode;
}

/** Above the message, always in sight: variants, steps back and forth, what is saved, and the ways to look at it. */
export function ComposerBar({ arms, armKey, onArm, steps, stamp, history, preview, children }: ComposerBarProps) {
  return (
    <div className="sticky top-0 z-20 mb-2 flex min-h-13 flex-wrap items-center gap-x-4 gap-y-2 bg-canvas py-2 max-md:top-13">
      {arms.length > 1 && (
        <Segmented
          label="Variant"
          value={armKey}
          onValueChange={onArm}
          options={arms.map(({ key, name }) => ({ value: key, label: `${key} · ${name}` }))}
        />
      )}
      {steps !== null && (
        <>
          <div className="flex gap-0.5">
            <IconButton label="Undo" keys="Ctrl+Z" disabled={!steps.canUndo} onClick={steps.undo}>
              <Undo2 />
            </IconButton>
            <IconButton label="Redo" keys="Ctrl+Shift+Z" disabled={!steps.canRedo} onClick={steps.redo}>
              <Redo2 />
            </IconButton>
          </div>
          {stamp}
        </>
      )}
      <Button ref={history.button} variant="quiet" size="sm" aria-expanded={history.isOpen} onClick={history.toggle}>
        <History /> History
      </Button>
      {children}
      <Segmented
        label="View"
        className="md:hidden"
        value={preview.isOpen ? "preview" : "edit"}
        onValueChange={(view) => preview.show(view === "preview")}
        options={[
          { value: "edit", label: "Edit" },
          { value: "preview", label: "Preview" },
        ]}
      />
      <Button
        ref={preview.button}
        className="ml-auto max-md:hidden xl:hidden"
        aria-expanded={preview.isOpen}
        onClick={() => preview.show(!preview.isOpen)}
      >
        <Eye /> Preview
      </Button>
    </div>
  );
}
