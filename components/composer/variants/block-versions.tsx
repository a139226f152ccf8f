"use client";

import { Languages } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { ChannelId } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import type { VariantPlace } from "@/lib/message/edit/set-variant";
import { languageName } from "@/lib/message/language-name";
import type { Block, BlockKind, BlockVariant } from "@/lib/message/schema";
import { AnotherKind } from "./another-kind";
import { ChannelTabs } from "./channel-tabs";
import { placeWords, type VariantActions } from "./use-variants";

export interface BlockVersionsProps {
  block: Block;
  /** "block 3". */
  place: string;
  /** The block's own versions. */
  variants: readonly BlockVariant[];
  /** The language being edited; null for the workspace's own. */
  language: string | null;
  /** Which channel's version is shown; null for the one for all. */
  channel: ChannelId | null;
  readOnly: boolean;
  /** Whether there is anything to translate in it. */
  isWorded: boolean;
  actions: VariantActions;
  /** Makes a version a block of another kind: an animation in place of a film. */
  onTurnInto: (blockId: string, kind: BlockKind) => void;
  /** Draws the editor of the block or of a version of it. */
  renderEditor: (block: Block, place: string, readOnly: boolean) => ReactNode;
}

/** A block with its versions: by channel as tabs, by language beside the original. */
export function BlockVersions(props: BlockVersionsProps) {
  const { block, place, variants, language, readOnly, actions, renderEditor } = props;
  const here = variants.filter((variant) => variant.language === language);
  const different = here.flatMap(({ channel }) => channel ?? []);
  const channel = props.channel !== null && different.includes(props.channel) ? props.channel : null;
  const shownPlace: VariantPlace = { channel, language };
  const version = here.find((variant) => variant.channel === channel);
  const editorPlace = `${place} ${placeWords(shownPlace)}`.trim();
  return (
    <>
      {different.length > 0 && (
        <ChannelTabs
          place={language === null ? place : `${place} in ${languageName(language)}`}
          different={different}
          shown={channel}
          onShow={(next) => actions.show(block.id, next)}
        />
      )}
      {channel === null && language === null && renderEditor(block, place, readOnly)}
      {channel !== null && version !== undefined && (
        <>
          {version.block === null ? (
            <LeftOut place={shownPlace} readOnly={readOnly} onStart={() => actions.start(block.id, shownPlace)} />
          ) : (
            renderEditor(version.block, editorPlace, readOnly)
          )}
          {!readOnly && (
            <Footer>
              {version.block !== null && (
                <>
                  <AnotherKind block={version.block} place={editorPlace} onChoose={props.onTurnInto} />
                  <Button variant="quiet" size="sm" onClick={() => actions.leaveOut(block.id, shownPlace)}>
                    Leave out {placeWords(shownPlace)}
                  </Button>
                </>
              )}
              <Button variant="quiet" size="sm" onClick={() => actions.remove(block.id, shownPlace)}>
                Same everywhere again
              </Button>
            </Footer>
          )}
        </>
      )}
      {channel === null && language !== null && (
        <Translation {...props} language={language} version={version} editorPlace={editorPlace} />
      )}
    </>
  );
}

function Translation({
  block,
  place,
  language,
  version,
  editorPlace,
  readOnly,
  isWorded,
  actions,
  renderEditor,
}: BlockVersionsProps & { language: string; version: BlockVariant | undefined; editorPlace: string }) {
  const name = languageName(language);
  const here: VariantPlace = { channel: null, language };
  return (
    <div className="@container">
      <div className="grid @2xl:grid-cols-2 @2xl:divide-x max-@2xl:divide-y">
        {/* biome-ignore lint/a11y/useSemanticElements: no fieldset: the original is only read here */}
        <div role="group" aria-label={`Original of ${place}`} className="min-w-0">
          <PaneTitle>Original</PaneTitle>
          {renderEditor(block, `the original of ${place}`, true)}
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: a part of the block, not a fieldset of a form */}
        <div role="group" aria-label={`${name} of ${place}`} className="flex min-w-0 flex-col">
          <PaneTitle>
            <span>{name}</span>
            {version === undefined && isWorded && <Badge tone="warning">Not translated</Badge>}
          </PaneTitle>
          {version === undefined ? (
            <div className="flex flex-1 flex-col items-start gap-2 p-3.5">
              <p className="text-muted text-sm">
                {isWorded
                  ? `People who read ${name} get the original until this is translated.`
                  : "The same in every language, unless you wish otherwise."}
              </p>
              {!readOnly && (
                <div className="flex flex-wrap gap-1.5">
                  <Button size="sm" data-start onClick={() => actions.start(block.id, here)}>
                    <Languages /> {isWorded ? "Translate this block" : `Different in ${name}`}
                  </Button>
                  <Button variant="quiet" size="sm" onClick={() => actions.leaveOut(block.id, here)}>
                    Leave out in {name}
                  </Button>
                </div>
              )}
            </div>
          ) : version.block === null ? (
            <LeftOut place={here} readOnly={readOnly} onStart={() => actions.start(block.id, here)} />
          ) : (
            renderEditor(version.block, editorPlace, readOnly)
          )}
          {version !== undefined && !readOnly && (
            <Footer>
              {version.block !== null && (
                <Button variant="quiet" size="sm" onClick={() => actions.leaveOut(block.id, here)}>
                  Leave out in {name}
                </Button>
              )}
              <Button variant="quiet" size="sm" onClick={() => actions.remove(block.id, here)}>
                Same as the original again
              </Button>
            </Footer>
          )}
        </div>
      </div>
    </div>
  );
}

function PaneTitle({ children }: { children: ReactNode }) {
  return <p className="flex min-h-7 items-center gap-2 px-3.5 pt-2 text-muted text-xs">{children}</p>;
}

function Footer({ children }: { children: ReactNode }) {
  return <div className="mt-auto flex flex-wrap justify-end gap-1 border-t px-1.5 py-1">{children}</div>;
}

function LeftOut({ place, readOnly, onStart }: { place: VariantPlace; readOnly: boolean; onStart: () => void }) {
  const where = place.channel === null ? placeWords(place) : `on ${channels[place.channel].name}`;
  return (
    <div className="flex flex-wrap items-center gap-2 p-3.5">
      <p className="mr-auto text-muted">Left out {where}: people get the message without this block.</p>
      {!readOnly && (
        <Button size="sm" data-start onClick={onStart}>
          Put it back in
        </Button>
      )}
    </div>
  );
}
