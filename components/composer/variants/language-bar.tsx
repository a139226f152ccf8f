"use client";

import { Languages, Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { Segmented } from "@/components/ui/segmented";
import { languageName } from "@/lib/message/language-name";
import { languagesMax, type Message } from "@/lib/message/schema";
import { translationProgress } from "@/lib/message/translation-progress";
import { editorOf } from "../blocks/registry";

/** Languages messages are often written in (BCP 47). */
const commonTags =
  "af ar ar-EG ar-SA az be bg bn bs ca cs cy da de de-AT de-CH el en-GB en-US es es-419 es-AR es-ES es-MX et eu fa fi fil fr fr-BE fr-CA fr-CH ga gl gu he hi hr hu hy id is it ja ka kk km kn ko lo lt lv mk ml mn mr ms mt my nb ne nl nl-BE pa pl pt pt-BR pt-PT ro ru si sk sl sq sr sv sw ta te th tr uk ur uz vi zh-Hans zh-Hant zu en".split(
    " ",
  );

export interface LanguageBarProps {
  message: Message;
  /** The one being edited; null for the workspace's own. */
  language: string | null;
  /** The workspace's own (BCP 47). */
  ownLanguage: string;
  readOnly: boolean;
  onShow: (language: string | null) => void;
  onAdd: (language: string) => void;
  onRemove: (language: string) => void;
}

/** The languages of a message: which is being edited, how far each is, one more or one less. */
export function LanguageBar({ message, language, ownLanguage, readOnly, onShow, onAdd, onRemove }: LanguageBarProps) {
  const languages = message.languages ?? [];
  if (languages.length === 0 && readOnly) return null;
  const add = !readOnly && (
    <AddLanguage
      taken={[ownLanguage, ...languages]}
      disabled={languages.length >= languagesMax}
      isFirst={languages.length === 0}
      onAdd={onAdd}
    />
  );
  if (languages.length === 0)
    return (
      <div data-languages className="mx-auto mb-2 flex max-w-120 justify-end">
        {add}
      </div>
    );
  return (
    <section data-languages aria-label="Languages" className="mb-3 space-y-2">
      <div className="flex flex-wrap items-center gap-2">
        <Segmented
          label="Language being edited"
          value={language ?? ""}
          onValueChange={(next) => onShow(next === "" ? null : next)}
          options={[
            { value: "", label: languageName(ownLanguage) },
            ...languages.map((tag) => {
              const { done, total } = progressOf(message, tag);
              return {
                value: tag,
                ariaLabel: `${languageName(tag)}, ${done} of ${total} blocks translated`,
                label: (
                  <>
                    {languageName(tag)}
                    <span className="text-xs tabular-nums">
                      {done}/{total}
                    </span>
                  </>
                ),
              };
            }),
          ]}
        />
        {add}
      </div>
      {language !== null && (
        <LanguageState key={language} message={message} language={language} readOnly={readOnly} onRemove={onRemove} />
      )}
    </section>
  );
}

function progressOf(message: Message, language: string) {
  return translationProgress(message, language, ({ kind }) => editorOf(kind).isWorded);
}

function LanguageState({
  message,
  language,
  readOnly,
  onRemove,
}: {
  message: Message;
  language: string;
  readOnly: boolean;
  onRemove: (language: string) => void;
}) {
  const [asking, setAsking] = useState(false);
  const name = languageName(language);
  const { done, total } = progressOf(message, language);
  const versions = (message.variants ?? []).filter((variant) => variant.language === language).length;
  const goes =
    versions === 0
      ? "Nothing was written in it."
      : `${versions} ${versions === 1 ? "version goes" : "versions go"} with it.`;
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <p className="mr-auto text-muted" aria-live="polite">
        {asking
          ? `Remove ${name}? ${goes}`
          : `${done} of ${total} blocks translated.${done < total ? " The others go out in the original." : ""}`}
      </p>
      {!readOnly &&
        (asking ? (
          <>
            <Button size="sm" variant="danger" autoFocus onClick={() => onRemove(language)}>
              Remove {name}
            </Button>
            <Button size="sm" variant="quiet" onClick={() => setAsking(false)}>
              Keep it
            </Button>
          </>
        ) : (
          <Button size="sm" variant="quiet" onClick={() => setAsking(true)}>
            Remove {name}…
          </Button>
        ))}
    </div>
  );
}

function AddLanguage({
  taken,
  disabled,
  isFirst,
  onAdd,
}: {
  taken: readonly string[];
  disabled: boolean;
  isFirst: boolean;
  onAdd: (language: string) => void;
}) {
  const [open, setOpen] = useState(false);
  const choose = (tag: string) => {
    setOpen(false);
    onAdd(tag);
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label="Add a language"
      align={isFirst ? "end" : "start"}
      className="p-2"
      trigger={
        <Button variant="quiet" size="sm" disabled={disabled}>
          {isFirst ? <Languages /> : <Plus />} Add a language
        </Button>
      }
    >
      <LanguageList taken={taken} onChoose={choose} />
    </Popover>
  );
}

function LanguageList({ taken, onChoose }: { taken: readonly string[]; onChoose: (tag: string) => void }) {
  const [query, setQuery] = useState("");
  const wanted = query.trim().toLowerCase();
  // "span" means Spanish before it means the Spanish of a region.
  const rank = ({ tag, name }: { tag: string; name: string }) =>
    wanted === "" ? 0 : (name.toLowerCase().startsWith(wanted) ? 0 : 2) + (tag.includes("-") ? 1 : 0);
  const found = commonTags
    .filter((tag) => !taken.includes(tag))
    .map((tag) => ({ tag, name: languageName(tag), own: languageName(tag, tag) }))
    .filter((each) => [each.name, each.own, each.tag].some((text) => text.toLowerCase().includes(wanted)))
    .sort((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name, "en"));
  return (
    <div className="space-y-2">
      <Input
        type="search"
        aria-label="Search languages"
        placeholder="Search languages"
        value={query}
        maxLength={40}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={(event) => {
          const first = found[0];
          if (event.key !== "Enter" || first === undefined || wanted === "") return;
          event.preventDefault();
          onChoose(first.tag);
        }}
      />
      {found.length === 0 ? (
        <p className="px-2 py-3 text-muted text-sm">No language has that name.</p>
      ) : (
        <ul aria-label="Languages to add" className="max-h-72 overflow-y-auto">
          {found.map(({ tag, name, own }) => (
            <li key={tag}>
              <button
                type="button"
                className="flex min-h-8 w-full items-center justify-between gap-3 rounded-lg px-2.5 py-1 text-left hover:bg-hover"
                onClick={() => onChoose(tag)}
              >
                <span>{name}</span>
                <span className="truncate text-muted text-xs" lang={tag} dir="auto">
                  {own === name ? tag : own}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
