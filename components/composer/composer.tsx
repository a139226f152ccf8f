"use client";

import { Eye, History, Redo2, Undo2 } from "lucide-react";
import { nanoid } from "nanoid";
import { type KeyboardEvent, type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { classNames } from "@/components/ui/class-names";
import { Segmented } from "@/components/ui/segmented";
import { toast } from "@/components/ui/toaster";
import type { Action } from "@/components/ui/use-action";
import type { ArmKey } from "@/lib/campaign/schema";
import type { MediaItem } from "@/lib/media/media-item";
import { duplicateBlock } from "@/lib/message/edit/duplicate-block";
import { insertBlock } from "@/lib/message/edit/insert-block";
import { moveBlock } from "@/lib/message/edit/move-block";
import { newBlock } from "@/lib/message/edit/new-block";
import { removeBlock } from "@/lib/message/edit/remove-block";
import { replaceBlock } from "@/lib/message/edit/replace-block";
import { mediaOf } from "@/lib/message/media-of";
import { messageProblems } from "@/lib/message/message-problems";
import { type BlockKind, blocksMax, type Message } from "@/lib/message/schema";
import { blockKindInfo } from "./block-kinds";
import type { EditorTools, PromoPool, RenderMediaPicker } from "./blocks/block-editor";
import { Canvas } from "./canvas";
import type { CanvasActions } from "./canvas-block";
import { DragArea } from "./drag-area";
import { HistoryButton } from "./history-button";
import { Palette } from "./palette";
import { PreviewColumn } from "./preview-column";
import { SaveAsTemplate } from "./save-as-template";
import type { SaveMessage } from "./save-queue";
import { SaveStamp } from "./save-stamp";
import { type FindMedia, useSelection } from "./selection/use-selection";
import { StartFromTemplate } from "./start-from-template";
import { useDocuments } from "./use-documents";
import { useSaveQueue } from "./use-save-queue";
import { variableChoices } from "./variable-choices";
import { LanguageBar } from "./variants/language-bar";
import { useVariants } from "./variants/use-variants";
import { useVersions } from "./versions/use-versions";
import { VersionsPanel } from "./versions/versions-panel";

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
const noPools: readonly PromoPool[] = [];

/** Palette, message and previews: where a message is made. */
export function Composer(props: ComposerProps) {
  const { campaign, arms, timeZone, media, renderMediaPicker, renderPreview, onMediaChosen } = props;
  const { promoPools = noPools, searchProducts = null } = props;
  const readOnly = props.readOnlyReason !== null;
  const [armKey, setArmKey] = useState<ArmKey>(arms[0]?.key ?? "A");
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const [focusId, setFocusId] = useState<string | null>(null);
  const [announcement, setAnnouncement] = useState("");
  const [previewOpen, setPreviewOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const previewButton = useRef<HTMLButtonElement>(null);

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

  const problems = useMemo(() => worstByBlock(shown), [shown]);
  const variables = useMemo(() => variableChoices(props.attributeKeys), [props.attributeKeys]);
  const full = message.blocks.length >= blocksMax;

  const selection = useSelection({
    ...{ root, enabled: !closed, message, current: selectedId, select: setSelectedId, say: setAnnouncement, newId },
    messageNow: useCallback(() => messageOf(armKey), [messageOf, armKey]),
    edit: (verb) => change(armKey, verb, null),
    focus: useCallback((blockId: string) => requestAnimationFrame(() => focusHandle(root.current, blockId)), []),
    ...{ findMedia: props.findMedia, onMediaFound: onMediaChosen },
  });
  const { mark, extend, clear: clearMarks } = selection;

  const variants = useVariants({
    ...{ root, message: shown, say: setAnnouncement, focus: setFocusId, newId },
    messageNow: useCallback(() => messageOf(armKey), [messageOf, armKey]),
    edit: useCallback((verb: (message: Message) => Message) => change(armKey, verb, null), [change, armKey]),
  });
  const { actions: variantActions, reveal } = variants;

  const actions = useMemo((): CanvasActions => {
    const edit = (verb: (message: Message) => Message) => change(armKey, verb, null);
    const nameOf = (blockId: string) => {
      const block = messageOf(armKey).blocks.find(({ id }) => id === blockId);
      return block ? blockKindInfo(block.kind).label : "Block";
    };
    return {
      select: setSelectedId,
      mark,
      extend,
      clearMarks,
      add: (kind, index) => {
        const block = newBlock(kind, newId, timeZone);
        edit((before) => insertBlock(before, block, index));
        setSelectedId(block.id);
        setFocusId(block.id);
        setAnnouncement(`${blockKindInfo(kind).label} block added.`);
      },
      move: (blockId, toIndex) => {
        const before = messageOf(armKey);
        edit((current) => moveBlock(current, blockId, toIndex));
        const { blocks } = messageOf(armKey);
        if (before.blocks === blocks) return;
        const place = blocks.findIndex(({ id }) => id === blockId) + 1;
        setAnnouncement(`${nameOf(blockId)} block is now block ${place} of ${blocks.length}.`);
      },
      duplicate: (blockId) => {
        edit((current) => duplicateBlock(current, blockId, newId));
        setAnnouncement(`${nameOf(blockId)} block duplicated.`);
      },
      remove: (blockId) => {
        const { blocks } = messageOf(armKey);
        const index = blocks.findIndex(({ id }) => id === blockId);
        const neighbour = blocks[index + 1] ?? blocks[index - 1];
        setAnnouncement(`${nameOf(blockId)} block deleted. Press Ctrl+Z to get it back.`);
        edit((current) => removeBlock(current, blockId));
        setSelectedId(neighbour?.id ?? null);
        if (neighbour) focusHandle(root.current, neighbour.id);
      },
      change: (block, field) =>
        change(armKey, (current) => replaceBlock(current, block), field && `${block.id}.${field}`),
      turnInto: (blockId, kind) => {
        // Under the same id: what stands in for it on a channel or in a language still does.
        edit((current) => replaceBlock(current, { ...newBlock(kind, newId, timeZone), id: blockId }));
        setFocusId(blockId);
        setAnnouncement(`The block is now of the kind ${blockKindInfo(kind).label}.`);
      },
      variants: variantActions,
    };
  }, [variantActions, armKey, change, messageOf, mark, extend, clearMarks, timeZone]);

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
      requestAnimationFrame(() => focusHandle(root.current, shownId));
    },
    [reveal],
  );

  const editFromPreview = useCallback(
    (edit: (message: Message) => Message) => change(armKey, edit, null),
    [armKey, change],
  );

  const pickMedia = useCallback<RenderMediaPicker>(
    ({ onChoose, ...wanted }) =>
      renderMediaPicker({
        ...wanted,
        onChoose: (item) => {
          onMediaChosen(item);
          onChoose(item);
        },
      }),
    [renderMediaPicker, onMediaChosen],
  );
  const tools = useMemo(
    (): EditorTools => ({
      newId,
      timeZone,
      variables,
      media,
      renderMediaPicker: pickMedia,
      promoPools,
      searchProducts,
    }),
    [timeZone, variables, media, pickMedia, promoPools, searchProducts],
  );

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the keys of everything inside, and is no control itself
    <div ref={root} onKeyDown={onKeyDown}>
      <div
        className={classNames(
          "sticky top-0 z-20 mb-2 flex min-h-13 flex-wrap items-center gap-x-4 gap-y-2 bg-canvas py-2 max-md:top-13",
        )}
      >
        {arms.length > 1 && (
          <Segmented
            label="Variant"
            value={armKey}
            onValueChange={(next) => {
              versions.close();
              setArmKey(next);
              setSelectedId(null);
              clearMarks();
              setFocusId(null);
            }}
            options={arms.map(({ key, name }) => ({ value: key, label: `${key} · ${name}` }))}
          />
        )}
        {!readOnly && (
          <>
            <div className="flex gap-0.5">
              <HistoryButton label="Undo" keys="Ctrl+Z" disabled={closed || !history?.past.length} onClick={undo}>
                <Undo2 />
              </HistoryButton>
              <HistoryButton
                label="Redo"
                keys="Ctrl+Shift+Z"
                disabled={closed || !history?.future.length}
                onClick={redo}
              >
                <Redo2 />
              </HistoryButton>
            </div>
            <SaveStamp state={state} timeZone={timeZone} />
          </>
        )}
        <Button
          ref={historyButton}
          variant="quiet"
          size="sm"
          aria-expanded={versions.isOpen}
          onClick={versions.isOpen ? closeVersions : versions.open}
        >
          <History /> History
        </Button>
        {props.saveTemplate !== null && !versions.isOpen && (
          <SaveAsTemplate campaignId={campaign.id} message={message} save={props.saveTemplate} />
        )}
        <Segmented
          label="View"
          className="md:hidden"
          value={previewOpen ? "preview" : "edit"}
          onValueChange={(view) => setPreviewOpen(view === "preview")}
          options={[
            { value: "edit", label: "Edit" },
            { value: "preview", label: "Preview" },
          ]}
        />
        <Button
          ref={previewButton}
          className="ml-auto max-md:hidden xl:hidden"
          aria-expanded={previewOpen}
          onClick={() => setPreviewOpen(!previewOpen)}
        >
          <Eye /> Preview
        </Button>
      </div>
      {props.readOnlyReason !== null && <Callout className="mb-4">{props.readOnlyReason}</Callout>}
      {theirs !== undefined && (
        <Callout
          kind="warning"
          className="mb-4"
          title="This message was changed in another tab or by somebody else while you were working on it"
          action={
            <>
              <Button
                size="sm"
                onClick={() => {
                  queue.settleConflict(armKey);
                  change(armKey, () => theirs.message, null);
                  void putAside(props.setAside, { campaignId: campaign.id, armKey, message });
                }}
              >
                Load theirs
              </Button>
              <Button size="sm" onClick={() => queue.settleConflict(armKey)}>
                Keep mine
              </Button>
            </>
          }
        >
          Nothing was overwritten. Load theirs and yours is put into the history; keep mine and theirs is in the
          history.
        </Callout>
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
                ...(!readOnly && shown === message && { onEdit: editFromPreview }),
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

function focusHandle(root: HTMLElement | null, blockId: string): void {
  const block = root?.querySelector<HTMLElement>(`[data-block="${CSS.escape(blockId)}"]`);
  block?.scrollIntoView({ block: "nearest" });
  block?.querySelector<HTMLElement>("button, [contenteditable], input")?.focus();
}

/** Where the files cannot be looked up the blocks say that they are missing; nothing is lost by it. */
async function showMedia(find: FindMedia, message: Message, onFound: (item: MediaItem) => void): Promise<void> {
  const ids = mediaOf([message]);
  const found = ids.length === 0 ? [] : await find(ids).catch(() => []);
  for (const item of found) onFound(item);
}

async function putAside(setAside: Action<unknown>, mine: { campaignId: string; armKey: ArmKey; message: Message }) {
  const result = await setAside(mine).catch(() => null);
  if (!result?.ok) toast.warning("Your version could not be put into the history. Undo brings it back.");
}

/** The worst that is wrong with each block or a version of it whatever the channel. */
function worstByBlock(message: Message): Map<string, "blocker" | "warning"> {
  const owners = new Map(message.variants?.map(({ of, block }) => [block?.id, of]));
  const worst = new Map<string, "blocker" | "warning">();
  for (const { blockId, severity } of messageProblems(message)) {
    const ownerId = blockId === null ? null : (owners.get(blockId) ?? blockId);
    if (ownerId === null || severity === "note" || worst.get(ownerId) === "blocker") continue;
    worst.set(ownerId, severity);
  }
  return worst;
}
