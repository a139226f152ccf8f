import { expect, test } from "vitest";
import { messageProblems } from "@/lib/message/message-problems";
import { type Message, messageSchema } from "@/lib/message/schema";
import { variablesOf } from "@/lib/message/variables-of";

function codes(blocks: unknown[]): string[] {
  return messageProblems(messageSchema.parse({ blocks })).map((finding) => `${finding.blockId} ${finding.code}`);
}

const text = (...children: unknown[]) => ({ id: "t", kind: "text", paragraphs: [{ style: "plain", children }] });
const buttons = (...list: unknown[]) => ({ id: "b", kind: "buttons", buttons: list });

test("a sound message has no problems", () => {
  expect(
    codes([
      text({ type: "text", text: 'Hi {{ first_name | default: "you" }}' }),
      { id: "i", kind: "image", mediaId: "01900000-0000-7000-8000-000000000001", alt: "A shoe" },
      buttons(
        { id: "1", label: "Shop", action: { type: "open_url", url: "https://shop.example/{{ country }}" } },
        { id: "2", label: "Call", action: { type: "call", phone: "+1 415 555 0100" } },
        { id: "3", label: "Yes", action: { type: "reply" } },
        { id: "4", label: "Own page", action: { type: "open_url", url: "{{ attributes.page }}" } },
      ),
    ]),
  ).toEqual([]);
});

test.each([
  [[], "null message_empty"],
  [[text()], "t text_empty"],
  [[text({ type: "text", text: "{% for a in b %}" })], "t template_invalid"],
  [[text({ type: "link", text: "here", url: "" })], "t link_missing"],
  [[text({ type: "link", text: "here", url: "javascript:alert(1)" })], "t link_invalid"],
  [[text({ type: "link", text: "here", url: "ftp://x.example/{{ country }}" })], "t link_invalid"],
  [[text({ type: "link", text: "here", url: "shop.example" })], "t link_invalid"],
  [[{ id: "i", kind: "image", mediaId: null, alt: "" }], "i image_not_chosen"],
  [[buttons()], "b buttons_empty"],
  [[buttons({ id: "1", label: " ", action: { type: "reply" } })], "b button_without_label"],
  [[buttons({ id: "1", label: "Call", action: { type: "call", phone: "0800 1" } })], "b phone_invalid"],
])("names the problem and its block %#", (blocks, expected) => {
  expect(codes(blocks)).toContain(expected);
});

test("an unusable template is found with its place", () => {
  const message: Message = messageSchema.parse({
    blocks: [text({ type: "text", text: "Hi\n{{ first_name | foo }}" })],
  });
  expect(messageProblems(message)[0]?.text).toContain('line 2, character 1: The filter "foo" cannot be used');
});

test("lists the variables a message uses, each once", () => {
  const message = messageSchema.parse({
    blocks: [
      text(
        { type: "variable", path: "last_name", fallback: null },
        {
          type: "text",
          text: "{{ first_name }} {% if attributes.vip %}{{ attributes.tier | upcase }}{% endif %} {{ broken",
        },
        { type: "text", text: "{{ first_name }} {% if attributes.vip %}{{ attributes.tier | upcase }}{% endif %}" },
      ),
      buttons({ id: "1", label: "Go", action: { type: "open_url", url: "https://x.example/{{ country }}" } }),
    ],
  });
  expect(variablesOf(message)).toEqual(["last_name", "first_name", "attributes.vip", "attributes.tier", "country"]);
});
