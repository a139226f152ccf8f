import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { newBlock } from "@/lib/message/edit/new-block";
import type { Block, BlockVariant } from "@/lib/message/schema";
import { BlockVersions, type BlockVersionsProps } from "./block-versions";

const block = newBlock("text", () => "original");
const version = (id: string): Block => newBlock("text", () => id);
const actions = { show() {}, start() {}, leaveOut() {}, remove() {} };

function markup(props: Partial<BlockVersionsProps>): string {
  return renderToStaticMarkup(
    <BlockVersions
      block={block}
      place="block 1"
      variants={[]}
      language={null}
      channel={null}
      readOnly={false}
      isWorded
      actions={actions}
      onTurnInto={() => undefined}
      renderEditor={({ id }, place, readOnly) => <i data-editor={`${id} | ${place} | ${readOnly}`} />}
      {...props}
    />,
  );
}

const drawn = (html: string) => [...html.matchAll(/data-editor="([^"]*)"/g)].map(([, editor]) => editor);

const onWhatsApp: BlockVariant = { of: "original", channel: "whatsapp", language: null, block: version("wa") };
const notBySms: BlockVariant = { of: "original", channel: "sms", language: null, block: null };
const inSpanish: BlockVariant = { of: "original", channel: null, language: "es", block: version("es") };
const spanishPush: BlockVariant = { of: "original", channel: "push", language: "es", block: version("push") };

test("a block that is the same everywhere shows itself and no tabs", () => {
  expect(drawn(markup({}))).toEqual(["original | block 1 | false"]);
  expect(markup({})).not.toContain("channels");
});

test("where a block is different it says so, and shows the version that is asked for", () => {
  const variants = [onWhatsApp, notBySms];
  const all = markup({ variants });
  expect(all).toContain("All other channels");
  expect(all).toContain("WhatsApp");
  expect(drawn(all)).toEqual(["original | block 1 | false"]);
  const whatsapp = markup({ variants, channel: "whatsapp" });
  expect(drawn(whatsapp)).toEqual(["wa | block 1 on WhatsApp | false"]);
  expect(whatsapp).toContain("Same everywhere again");
  expect(whatsapp).toContain("Another kind");
  const sms = markup({ variants, channel: "sms" });
  expect(drawn(sms)).toEqual([]);
  expect(sms).toContain("Left out on SMS");
  // Undo took the version away that was shown.
  expect(drawn(markup({ channel: "whatsapp" }))).toEqual(["original | block 1 | false"]);
});

test("in a language the original is read beside its translation, or beside the way to one", () => {
  const variants = [onWhatsApp, inSpanish, spanishPush];
  const translated = markup({ variants, language: "es" });
  expect(drawn(translated)).toEqual(["original | the original of block 1 | true", "es | block 1 in Spanish | false"]);
  expect(translated).not.toContain("WhatsApp");
  expect(drawn(markup({ variants, language: "es", channel: "push" }))).toEqual([
    "push | block 1 on Push in Spanish | false",
  ]);
  const open = markup({ variants, language: "de" });
  expect(open).toContain("Not translated");
  expect(open).toContain("Translate this block");
  expect(markup({ language: "de", isWorded: false })).not.toContain("Not translated");
});
