"use client";

import { nanoid } from "nanoid";
import { type KeyboardEvent, type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import { Callout } from "@/components/ui/callout";
import { classNames } from "@/components/ui/class-names";
import { toast } from "@/components/ui/toaster";
import type { Action } from "@/components/ui/use-action";
import type { ArmKey } from "@/lib/campaign/schema";
import type { MediaItem } from "@/lib/media/media-item";
import { type BlockKind, blocksMax, type Message } from "@/lib/message/schema";
import type { EditorTools, PromoPool, RenderMediaPicker } from "./blocks/block-editor";
import { Canvas } from "./canvas";
import { ComposerBar } from "./composer-bar";
import { ConflictNotice } from "./conflict-notice";
import { DragArea } from "./drag-area";
import { focusBlock } from "./focus-block";
import { Palette } from "./palette";
import { PreviewColumn } from "./preview-column";
import { SaveAsTemplate } from "./save-as-template";
import type { SaveMessage } from "./save-queue";
import { SaveStamp } from "./save-stamp";
import { type FindMedia, useSelection } from "./selection/use-selection";
import { showMedia } from "./show-media";
import { StartFromTemplate } from "./start-from-template";
import { useCanvasActions } from "./use-canvas-actions";
import { useDocuments } from "./use-documents";
import { useEditorTools } from "./use-editor-tools";
import { useSaveQueue } from "./use-save-queue";
import { LanguageBar } from "./variants/language-bar";
import { useVariants } from "./variants/use-variants";
import { useVersions } from "./versions/use-versions";
import { VersionsPanel } from "./versions/versions-panel";
import { worstByBlock } from "./worst-by-block";

export interface ComposerProps {
  campaign: { id: string; revision: number };
  /** Who is signed in: what they could not save is kept for them alone. */
  userId: string;
  arms: readonly { key: ArmKey; name: string; message: Message }[];
  /** Why nothing can be changed here; null when it can. */
  readOnlyReason: string | null;
  attributeKeys: readonly string[];
  timeZone: string;
  /** The workspace's own language (BCP 47), in which a message is written first. */
  locale: string;
  media: ReadonlyMap<string, MediaItem>;
  save: SaveMessage;
  /** Puts a message into the history without making it the current one. */
  setAside: Action<unknown>;
  /** Null for people who may only look. */
  nameVersion: Action<unknown> | null;
  /** Null for people who may only look. */
  saveTemplate: Action<unknown> | null;
  renderMediaPicker: RenderMediaPicker;
  /** Uploaded lists of promo codes. */
  promoPools?: readonly PromoPool[];
  /** Looks in the catalogue; absent where there is none. */
  searchProducts?: EditorTools["searchProducts"];
  /** The previews of a message, drawn by whoever knows channels; `onJump` leads to a block. */
  renderPreview: (props: {
    message: Message;
    armKey: ArmKey;
    /** The language that is being written; null for the workspace's own. */
    writing: string | null;
    onJump: (blockId: string) => void;
    /** Changes the message as one step of its history; left out where nothing can be changed. */
    onEdit?: (edit: (message: Message) => Message) => void;
  }) => ReactNode;
  findMedia: FindMedia;
  /** Called with the media ids the messages show, whenever one is chosen. */
  onMediaChosen: (item: MediaItem) => void;
  /** The way to the next step. */
  footer?: ReactNode;
}

const newId = () => nanoid(10);

/** Palette, message and previews: where a message is made. */
export function Composer(props: ComposerProps) {
  const { campaign, arms, timeZone, renderPreview, onMediaChosen } = props;
  const readOnly = props.readOnlyReason !== null;
  const [armKey, setArmKey] = useState<ArmKey>(arms[0]?.key ?? "A");
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const [focusId, setFocusId] = useState<string | null>(null);
  const [announcement, setAnnouncement] = useState("");
  const [previewOpen, setPreviewOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const previewButton = useRef<HTMLButtonElement>(null);

  const tools = useEditorTools({
    ...{ newId, timeZone, onMediaChosen, attributeKeys: props.attributeKeys, media: props.media },
    renderMediaPicker: props.renderMediaPicker,
    promoPools: props.promoPools,
    searchProducts: props.searchProducts,
  });
  const documents = useDocuments(arms);
  const { change, messageOf } = documents;
  const history = documents.documents.get(armKey);
  const message = messageOf(armKey);
  const { state, queue } = useSaveQueue({
    userId: props.userId,
    campaignId: campaign.id,
    revision: campaign.revision,
    arms,
    documents: documents.documents,
    readOnly,
    save: props.save,
    onRestore: (key, restored) => {
      change(key, () => restored, null);
      toast("Unsaved work from your last visit is back.");
    },
  });
  const theirs = state.conflicts[armKey];
  const historyButton = useRef<HTMLButtonElement>(null);
  const versions = useVersions(campaign.id, armKey, onMediaChosen);
  const shown = versions.chosenMessage ?? message;
  const closed = readOnly || versions.isOpen;
  const closeVersions = () => {
    versions.close();
    historyButton.current?.focus();
  };

  const settleConflict = () => {
    queue.settleConflict(armKey);
    // The notice goes; the other message is in the history.
    historyButton.current?.focus();
  };

  const problems = useMemo(() => worstByBlock(shown), [shown]);
  const full = message.blocks.length >= blocksMax;

  const messageNow = useCallback(() => messageOf(armKey), [messageOf, armKey]);
  /** A step of the history of its own. */
  const editNow = useCallback((verb: (message: Message) => Message) => change(armKey, verb, null), [change, armKey]);
  const selection = useSelection({
    ...{ root, enabled: !closed, message, current: selectedId, select: setSelectedId, say: setAnnouncement, newId },
    messageNow,
    edit: editNow,
    focus: useCallback((blockId: string) => requestAnimationFrame(() => focusBlock(root.current, blockId)), []),
    ...{ findMedia: props.findMedia, onMediaFound: onMediaChosen },
  });
  const { mark, extend, clear: clearMarks } = selection;

  const variants = useVariants({
    ...{ root, message: shown, say: setAnnouncement, focus: setFocusId, newId },
    messageNow,
    edit: editNow,
  });
  const { reveal } = variants;

  const actions = useCanvasActions({
    ...{ root, timeZone, newId, messageNow, mark, extend, clearMarks },
    change: useCallback((verb, mergeKey) => change(armKey, verb, mergeKey), [change, armKey]),
    select: setSelectedId,
    selectNone: useCallback(() => setSelectedId(null), []),
    focus: setFocusId,
    say: setAnnouncement,
    variants: variants.actions,
  });

  // Beside the original a translation needs the room, and translating adds no blocks.
  const hasPalette = !closed && variants.language === null;
  const addAfterSelected = useCallback(
    (kind: BlockKind) => {
      setPreviewOpen(false);
      const { blocks } = messageOf(armKey);
      const index = blocks.findIndex(({ id }) => id === selectedId);
      actions.add(kind, index === -1 ? blocks.length : index + 1);
    },
    [actions, messageOf, armKey, selectedId],
  );

  const showArm = (next: ArmKey) => {
    versions.close();
    setArmKey(next);
    setSelectedId(null);
    clearMarks();
    setFocusId(null);
  };
  const undo = () => documents.undo(armKey);
  const redo = () => documents.redo(armKey);
  const onKeyDown = (event: KeyboardEvent) => {
    if (selection.onKeyDown(event)) return;
    const key = event.key.toLowerCase();
    if (closed || event.altKey || !(event.ctrlKey || event.metaKey) || (key !== "z" && key !== "y")) return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) redo();
    else undo();
  };

  const jumpTo = useCallback(
    (blockId: string) => {
      setPreviewOpen(false);
      // What is wrong with a version is seen where that version is edited.
      const shownId = reveal(blockId);
      setSelectedId(shownId);
      // After the canvas is shown again on narrow screens.
      requestAnimationFrame(() => focusBlock(root.current, shownId));
    },
    [reveal],
  );

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the keys of everything inside, and is no control itself
    <div ref={root} onKeyDown={onKeyDown}>
      <ComposerBar
        arms={arms}
        armKey={armKey}
        onArm={showArm}
        steps={
          readOnly
            ? null
            : {
                ...{ undo, redo },
                canUndo: !closed && !!history?.past.length,
                canRedo: !closed && !!history?.future.length,
              }
        }
        stamp={<SaveStamp state={state} timeZone={timeZone} />}
        history={{
          isOpen: versions.isOpen,
          toggle: versions.isOpen ? closeVersions : versions.open,
          button: historyButton,
        }}
        preview={{ isOpen: previewOpen, show: setPreviewOpen, button: previewButton }}
      >
        {props.saveTemplate !== null && !versions.isOpen && (
          <SaveAsTemplate campaignId={campaign.id} message={message} save={props.saveTemplate} />
        )}
      </ComposerBar>
      {props.readOnlyReason !== null && <Callout className="mb-4">{props.readOnlyReason}</Callout>}
      {theirs !== undefined && (
        <ConflictNotice
          mine={{ campaignId: campaign.id, armKey, message }}
          setAside={props.setAside}
          onLoadTheirs={() => {
            settleConflict();
            change(armKey, () => theirs.message, null);
          }}
          onKeepMine={settleConflict}
        />
      )}
      <DragArea message={message} actions={actions} disabled={closed}>
        {(gap) => (
          <div
            className={classNames(
              "grid gap-6 xl:gap-8",
              versions.isOpen
                ? "md:grid-cols-[17rem_minmax(0,1fr)] xl:grid-cols-[17rem_minmax(0,1fr)_26rem]"
                : !hasPalette
                  ? "xl:grid-cols-[minmax(0,1fr)_26rem]"
                  : "md:grid-cols-[9.5rem_minmax(0,1fr)] xl:grid-cols-[9.5rem_minmax(0,1fr)_26rem]",
            )}
          >
            {versions.isOpen && (
              <div className={classNames("min-w-0", previewOpen && "max-md:hidden")}>
                <VersionsPanel
                  campaignId={campaign.id}
                  versions={{ ...versions, close: closeVersions }}
                  timeZone={props.timeZone}
                  {...(props.nameVersion && { nameVersion: props.nameVersion })}
                  {...(!readOnly && {
                    onRestore: (item, restored) => {
                      closeVersions();
                      change(armKey, () => restored, null);
                      queue.restore(armKey, item.id, restored);
                      setSelectedId(null);
                      toast("The older version is back. Undo, or the history, brings back what was there.");
                    },
                  })}
                />
              </div>
            )}
            {hasPalette && (
              <div className={classNames("min-w-0", previewOpen && "max-md:hidden")}>
                <Palette full={full} onAdd={addAfterSelected} />
              </div>
            )}
            <div className={classNames("min-w-0", previewOpen && "max-md:hidden")}>
              <LanguageBar
                message={shown}
                language={variants.language}
                ownLanguage={props.locale}
                readOnly={closed}
                onShow={variants.setLanguage}
                onAdd={variants.addLanguage}
                onRemove={variants.removeLanguage}
              />
              <Canvas
                // A variant is another document: editors of one must not take up the text of the other.
                key={`${armKey} ${versions.chosenMessage === null ? "" : versions.chosenId}`}
                message={shown}
                selectedId={selectedId}
                markedIds={selection.ids}
                focusId={focusId}
                readOnly={closed}
                full={full}
                gap={gap}
                problems={problems}
                tools={tools}
                language={variants.language}
                channelOf={variants.channelOf}
                actions={actions}
                start={
                  <StartFromTemplate
                    onChoose={(template, name) => {
                      change(armKey, () => template, null);
                      void showMedia(props.findMedia, template, onMediaChosen);
                      setAnnouncement(`The message begins with the template ${name}.`);
                    }}
                  />
                }
              />
              {selection.bar}
              {props.footer}
            </div>
            <PreviewColumn
              open={previewOpen}
              onClose={() => {
                setPreviewOpen(false);
                previewButton.current?.focus();
              }}
            >
              {renderPreview({
                message: shown,
                armKey,
                writing: variants.language,
                onJump: jumpTo,
                // An earlier version is only looked at.
                ...(!readOnly && shown === message && { onEdit: editNow }),
              })}
            </PreviewColumn>
          </div>
        )}
      </DragArea>
      <p className="sr-only" aria-live="polite">
        {announcement}
      </p>
    </div>
  );
}
