import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { anyMessage } from "@/lib/channels/message.fixtures";
import { newBlock } from "@/lib/message/edit/new-block";
import type { Block } from "@/lib/message/schema";
import { blockKinds } from "../block-kinds";
import type { EditorTools } from "./block-editor";
import { editorOf } from "./registry";

const tools: EditorTools = {
  newId: () => "new",
  timeZone: "Europe/Lisbon",
  variables: [{ path: "first_name", label: "First name" }],
  media: new Map(),
  renderMediaPicker: () => null,
  promoPools: [],
  searchProducts: null,
};

function markup(block: Block, readOnly: boolean): string {
  const { Editor } = editorOf(block.kind);
  return renderToStaticMarkup(
    <Editor
      block={block}
      place="block 1"
      selected
      readOnly={readOnly}
      autoFocus={false}
      tools={tools}
      onChange={() => undefined}
      onTurnInto={() => undefined}
    />,
  );
}

/** What a screen reader calls each field; empty for one without a name. */
function fieldNames(html: string): string[] {
  // What stands behind a switch for forms is hidden from everybody.
  const tags = [...html.matchAll(/<(?:input|select|textarea)\b[^>]*>/g)].filter(
    ([tag]) => !tag.includes('aria-hidden="true"'),
  );
  return tags.map(([tag]) => {
    const own = / aria-label="([^"]*)"/.exec(tag)?.[1];
    const id = / id="([^"]*)"/.exec(tag)?.[1];
    const label = html.match(new RegExp(`<label for="${id}"[^>]*>(.*?)</label>`))?.[1];
    return own ?? label?.replace(/<[^>]*>/g, "") ?? "";
  });
}

test.each(blockKinds.map(({ kind }) => kind))(
  "a new %s block has an editor in which every field has its own name",
  (kind) => {
    let count = 0;
    const names = fieldNames(
      markup(
        newBlock(kind, () => `id${count++}`),
        false,
      ),
    );
    expect(names).not.toContain("");
    expect(new Set(names).size).toBe(names.length);
  },
);

test("whatever a message holds, each of its blocks is drawn, every field has its own name, and reading changes nothing", () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      for (const block of message.blocks) {
        const names = fieldNames(markup(block, false));
        expect(names).not.toContain("");
        expect(new Set(names).size).toBe(names.length);
        expect(markup(block, true)).not.toMatch(/aria-label="(Add|Remove|Move|Duplicate)/);
      }
    }),
    { numRuns: 40 },
  );
});
