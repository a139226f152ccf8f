import { describe, expect, test } from "vitest";
import { compilePreviews } from "@/lib/channels/compile-previews";
import { channelIds } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import type { Person } from "@/lib/message/person";
import type { Block } from "@/lib/message/schema";

const workspace = {
  id: "01900000-0000-7000-8000-000000000001",
  publicUrl: "https://go.example",
  brandName: "Acme",
  locale: "en",
  senders: {},
};
const nobody: Person = {
  ...{ first_name: null, last_name: null, email: null, country: null, locale: null, time_zone: null },
  attributes: {},
};
const compile = (blocks: Block[], person = nobody) =>
  compilePreviews({ blocks }, workspace, { person, windowOpen: false, rendition: () => null });

const text = (...children: Extract<Block, { kind: "text" }>["paragraphs"][number]["children"]): Block => ({
  id: "t",
  kind: "text",
  paragraphs: [{ style: "plain", children }],
});

describe("previews", () => {
  test("every channel gets what is filled in for the person", () => {
    const { byChannel, missing } = compile(
      [
        text(
          { type: "text", text: "Hello ", marks: [] },
          { type: "variable", path: "first_name", fallback: "you", marks: [] },
        ),
      ],
      { ...nobody, first_name: "Ada" },
    );
    expect(missing).toEqual([]);
    for (const id of channelIds) expect(JSON.stringify(byChannel[id].compiled.request), id).toContain("Ada");
  });

  test("a required value the person lacks is named", () => {
    const required = text({ type: "variable", path: "attributes.city", fallback: null, marks: [] });
    expect(compile([required]).missing).toEqual(["attributes.city"]);
  });

  test("a fault is told once per block and channel, the worst first, and templates are checked too", () => {
    const { byChannel } = compile([
      text({ type: "text", text: "{% nonsense %} hello", marks: [] }),
      { id: "i", kind: "image", mediaId: null, alt: "" },
    ]);
    for (const id of channelIds) {
      const { findings } = byChannel[id];
      expect(
        findings.filter((finding) => finding.blockId === "i" && finding.severity === "blocker"),
        id,
      ).toHaveLength(1);
      expect(
        findings.filter((finding) => finding.code === "template_invalid"),
        id,
      ).toHaveLength(1);
      const order = findings.map((finding) => ["blocker", "warning", "note"].indexOf(finding.severity));
      expect(order).toEqual(order.toSorted((one, other) => one - other));
    }
  });

  test("letters that no picture can show are told where pictures are, not where words are sent", () => {
    const { byChannel } = compile(
      [
        {
          ...{ id: "c", kind: "countdown", label: "Ends, {{ first_name }}", deadline: "2026-12-04T17:00:00Z" },
          ...{ timeZone: "UTC", style: { background: "#000000", foreground: "#ffffff", accent: "#ff0000" } },
        },
      ],
      { ...nobody, first_name: "花子" },
    );
    for (const id of channelIds) {
      const lost = byChannel[id].findings.filter(({ code }) => code === "letters_lost");
      expect(
        lost.map(({ blockId, text }) => `${blockId}: ${text}`),
        id,
      ).toEqual(
        channels[id].imageProfile === null ? [] : [expect.stringMatching(/^c: The countdown cannot show 花 and 子/)],
      );
    }
  });
});
