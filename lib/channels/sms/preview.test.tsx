import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { SmsPreview } from "./preview";

function drawn(text: string): { marked: string[]; below: string; shown: string } {
  const html = renderToStaticMarkup(
    <SmsPreview
      request={{ provider: "vonage", body: { text } }}
      template={null}
      look={{ platform: "android", theme: "light" }}
      sender={{ name: "Acme", verified: true }}
    />,
  );
  const plain = (part: string | undefined) => (part ?? "").replace(/<[^>]*>/g, "");
  return {
    marked: [...html.matchAll(/data-offender=""[^>]*>(.*?)<\/span>/gs)].map(([, inside]) => plain(inside)),
    below: plain(/tabular-nums[^>]*>(.*?)<\/p>/s.exec(html)?.[1]),
    shown: plain(/data-part="text"[^>]*>(.*?)<\/span><\/div>/s.exec(html)?.[1]),
  };
}

test("the character that makes a text dear is marked and named with its part", () => {
  const text = `${"a".repeat(70)} it’s “on”`;
  const { marked, below, shown } = drawn(text);
  expect(marked).toEqual(["’"]);
  expect(below).toBe("2 parts, UCS-2 because of “’” in part 2, 54 left");
  expect(shown).toBe(text);
});

test("an emoji of several characters is marked whole, and a blank nobody sees is named by its number", () => {
  expect(drawn("We 👨‍👩‍👧 all").marked).toEqual(["👨‍👩‍👧"]);
  expect(drawn("See\u00a0you").below).toBe("1 part, UCS-2 because of “U+00A0” in part 1, 63 left");
});

test("a text within the cheap alphabet has no mark", () => {
  expect(drawn("It is on")).toEqual({ marked: [], below: "1 part, GSM-7, 152 left", shown: "It is on" });
});
