import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { channelWords, wordLanguages } from "@/lib/channels/channel-words";
import type { Channel, CompileContext, Compiled, Json, RenderedMedia, RenderedMessage } from "@/lib/channels/contract";
import { type ChannelId, channelIds } from "@/lib/channels/ids";
import {
  ana,
  anyContext,
  anyMessage,
  mediaId,
  nobody,
  readBy,
  testContext,
  textOnly,
} from "@/lib/channels/message.fixtures";
import { previewPlatforms, previews } from "@/lib/channels/previews";
import { requestJson } from "@/lib/channels/read-json";
import { channels } from "@/lib/channels/registry";
import { partsOfHtml, partsOfRequest } from "@/lib/channels/shown-parts.fixtures";
import { templateDefinitionSchema, vonageRequestSchema, webPushSchema } from "@/lib/channels/vonage-request.fixtures";
import { drawnProfiles } from "@/lib/drawing/frames";
import { allBlocks } from "@/lib/message/message-view";
import type { Person } from "@/lib/message/person";
import { prepareMessage, renderMessage } from "@/lib/message/render-message";
import type { Message } from "@/lib/message/schema";

const anyPerson = fc.constantFrom(ana, nobody);

function rendered(message: Message, person: Person = ana, channel: ChannelId | null = null): RenderedMessage {
  return renderMessage(prepareMessage(message), readBy(person, channel)).message;
}

function hasBlocker(compiled: Compiled): boolean {
  return compiled.findings.some((finding) => finding.severity === "blocker");
}

/** All words of a request and its template, as a phone would show or use them. */
function allWords(compiled: Compiled): string {
  const words: string[] = [];
  const collect = (json: Json): void => {
    if (typeof json === "string") words.push(json);
    else if (Array.isArray(json)) json.forEach(collect);
    else if (typeof json === "object" && json !== null) Object.values(json).forEach(collect);
  };
  collect(requestJson(compiled.request));
  collect(JSON.parse(JSON.stringify(compiled.template)));
  return words.join("\n");
}

/** The parts of a block that must be found in the request, or explained by a finding. */
function tracesOf(
  block: RenderedMessage["blocks"][number],
  channel: Channel,
  context: CompileContext,
): (string | string[])[] {
  const words = (text: string) => text.split(/\s+/).filter(Boolean);
  // Any one of the channel's own forms will do: the shape depends on how large the picture is wanted.
  const picture = ({ source }: RenderedMedia): string[] =>
    drawnProfiles
      .filter((profile) => profile === channel.imageProfile || profile.startsWith(`${channel.id}-`))
      .flatMap((profile) => {
        if (source.type === "drawing") return context.drawing(source.drawing, profile)?.url ?? [];
        return source.mediaId === null ? [] : (context.rendition(source.mediaId, profile)?.url ?? []);
      });
  // A film shown as a film, or a sound heard as a sound; anything less needs a finding.
  // An animation may go as a silent film.
  const moving = ({ kind, source }: RenderedMedia): string[] =>
    source.type === "upload" && source.mediaId !== null
      ? (kind === "gif" ? ["gif", "video"] : [kind]).map((form) => `${source.mediaId}-${channel.id}-${form}.`)
      : [];
  switch (block.kind) {
    case "text":
      return block.paragraphs.flatMap(({ children }) =>
        children.flatMap((inline) => (inline.type === "break" ? [] : words(inline.text))),
      );
    case "media":
      return block.media.kind === "image" ? [picture(block.media)] : [moving(block.media)];
    case "buttons":
      return block.buttons.length === 0
        ? ["no buttons"]
        : block.buttons.map((button) => button.label.trim() || "no label");
    case "code":
      return [...words(block.label), block.code];
    case "carousel":
      return block.cards.flatMap((card) => [
        ...(card.media.kind === "image" ? [picture(card.media)] : []),
        ...(card.media.kind === "video" ? [moving(card.media)] : []),
        ...[...card.title, ...card.text].flatMap(({ text }) => words(text)),
        ...card.buttons.map((button) => button.label.trim() || "no label"),
      ]);
    case "divider":
      return [];
  }
}

describe.each(channelIds)("%s", (id) => {
  const channel = channels[id];
  const Preview = previews[id];

  test("is listed under its own id", () => {
    expect(channel.id).toBe(id);
  });

  test("the same message gives the same request", () => {
    fc.assert(
      fc.property(anyMessage, anyPerson, anyContext, (message, person, context) => {
        expect(channel.compile(rendered(message, person, id), context)).toEqual(
          channel.compile(rendered(message, person, id), context),
        );
      }),
    );
  });

  test("without a blocker the provider accepts the request, field by field", () => {
    let sound = 0;
    fc.assert(
      fc.property(anyMessage, anyPerson, anyContext, (message, person, context) => {
        const compiled = channel.compile(rendered(message, person, id), context);
        expect(compiled.billedUnits).toBeGreaterThanOrEqual(1);
        expect(channel.billing.map(({ key }) => key)).toContain(compiled.billedAs);
        expect(compiled.request.provider).toBe(channel.provider);
        if (hasBlocker(compiled)) return;
        sound += 1;
        if (compiled.request.provider === "vonage") vonageRequestSchema.parse(compiled.request.body);
        else webPushSchema.parse(compiled.request);
        if (compiled.template) templateDefinitionSchema.parse(compiled.template);
      }),
      { numRuns: 400 },
    );
    expect(sound).toBeGreaterThan(30);
  });

  test("every finding points at a block of the message and says what to do", () => {
    fc.assert(
      fc.property(anyMessage, anyPerson, anyContext, (message, person, context) => {
        const ids = allBlocks(message).map((block) => block.id);
        for (const finding of channel.compile(rendered(message, person, id), context).findings) {
          if (finding.blockId !== null) expect(ids).toContain(finding.blockId);
          expect(finding.text).toMatch(/[.…]$/);
          if (finding.severity !== "note") expect(finding.remedy).toMatch(/\.$/);
        }
      }),
    );
  });

  test("nothing of a block vanishes without a finding at that block", () => {
    fc.assert(
      fc.property(anyMessage, anyPerson, anyContext, (message, person, context) => {
        const view = rendered(message, person, id);
        const compiled = channel.compile(view, context);
        const words = allWords(compiled);
        for (const block of view.blocks) {
          if (compiled.findings.some((finding) => finding.blockId === block.id)) continue;
          for (const trace of tracesOf(block, channel, context)) {
            expect(
              [trace].flat().some((one) => words.includes(one)),
              String(trace),
            ).toBe(true);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  test("always offers a way out: the preference page or a word to answer", () => {
    fc.assert(
      fc.property(anyMessage, anyPerson, anyContext, (message, person, context) => {
        const compiled = channel.compile(rendered(message, person, id), context);
        const words = allWords(compiled);
        const pageTail = context.preferencesUrl.slice(context.preferencesUrl.lastIndexOf("/") + 1);
        const byPage =
          words.includes(context.preferencesUrl) || (compiled.template !== null && words.includes(pageTail));
        // The button of a template answers by itself, whatever the sender.
        const answers = channel.hasReplies && (context.canReceiveReplies || compiled.template !== null);
        const byAnswer = answers && words.includes("STOP");
        expect(byPage || byAnswer).toBe(true);
      }),
    );
  });

  test("the preview shows exactly the words, buttons and pictures of the request", () => {
    const anyLook = fc.record({
      platform: fc.constantFrom(...previewPlatforms[id]),
      theme: fc.constantFrom("light" as const, "dark" as const),
    });
    fc.assert(
      fc.property(anyMessage, anyPerson, anyContext, anyLook, (message, person, context, look) => {
        const { request, template } = channel.compile(rendered(message, person, id), context);
        const html = renderToStaticMarkup(
          <Preview request={request} template={template} look={look} sender={{ name: "Acme", verified: true }} />,
        );
        expect(partsOfHtml(html)).toEqual(partsOfRequest(request, template));
      }),
      { numRuns: 200 },
    );
  });

  test("the longest text is sent and one letter more is refused at its block", () => {
    const context = testContext();
    const blocked = (chars: number): boolean =>
      hasBlocker(channel.compile(rendered(textOnly("a".repeat(chars))), context));
    let low = 1;
    let high = 6000;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (blocked(middle)) high = middle;
      else low = middle;
    }
    const longest = channel.compile(rendered(textOnly("a".repeat(low))), context);
    if (longest.request.provider === "vonage") vonageRequestSchema.parse(longest.request.body);
    else webPushSchema.parse(longest.request);
    const over = channel.compile(rendered(textOnly("a".repeat(high))), context);
    const refusal = over.findings.find((finding) => finding.severity === "blocker");
    expect(refusal).toMatchObject({ code: "text_too_long", blockId: "t" });
    if (over.request.provider === "vonage")
      expect(vonageRequestSchema.safeParse(over.request.body).success).toBe(id === "whatsapp");
    else expect(webPushSchema.safeParse(over.request).success).toBe(false);
  });
});

test("a template's definition is the same for every person who reads the same language", () => {
  const somebody: Person = { ...nobody, locale: ana.locale };
  const templated = channelIds.map((id) => channels[id]).filter((channel) => channel.outsideWindow === "template");
  expect(templated.length).toBeGreaterThan(0);
  let compared = 0;
  fc.assert(
    fc.property(anyMessage, anyContext, (message, context) => {
      for (const channel of templated) {
        const closed = { ...context, windowOpen: false };
        const prepared = prepareMessage(message);
        const [one, other] = [ana, somebody].map((person) => renderMessage(prepared, readBy(person, channel.id)));
        // Whoever lacks a required value gets no message, so no template either.
        if (!one || !other || one.missing.length + other.missing.length > 0) continue;
        compared += 1;
        const { template } = channel.compile(one.message, closed);
        expect(template).not.toBeNull();
        expect(channel.compile(other.message, closed).template).toEqual(template);
      }
    }),
    { numRuns: 300 },
  );
  expect(compared).toBeGreaterThan(100);
});

test("the words channels add are short enough for every place they go", () => {
  for (const language of wordLanguages) {
    const words = channelWords(language);
    expect(words.replyStop.length).toBeLessThanOrEqual(60);
    expect(words.preferences.length).toBeLessThanOrEqual(20);
    expect(words.stopButton.length).toBeLessThanOrEqual(20);
    expect(words.choose.length).toBeLessThanOrEqual(20);
    expect(words.offer.length).toBeLessThanOrEqual(16);
    expect(words.replyStop).toContain("STOP");
    expect(words.replyWith).toContain("{label}");
  }
});

test("compiling for all channels is quick", () => {
  const paragraph = {
    style: "plain" as const,
    children: [
      {
        type: "text" as const,
        text: "Words enough to make a sentence of some length. ".repeat(2),
        marks: ["bold" as const],
      },
      { type: "variable" as const, path: "first_name", fallback: "you", marks: [] },
      { type: "link" as const, text: "shop", url: "https://shop.example", marks: [] },
    ],
  };
  const message: Message = {
    blocks: Array.from({ length: 12 }, (_, index) => {
      const id = `b${index}`;
      if (index === 0) return { id, kind: "image", mediaId, alt: "A shoe" };
      if (index % 4 === 3) {
        return {
          id,
          kind: "buttons",
          buttons: [{ id: `k${index}`, label: "Shop", action: { type: "open_url", url: "https://a.example" } }],
        };
      }
      return { id, kind: "text", paragraphs: [paragraph, paragraph] };
    }),
  };
  const view = rendered(message);
  const context = testContext();
  const round = () => {
    for (const id of channelIds) channels[id].compile(view, context);
  };
  for (let index = 0; index < 50; index += 1) round();
  const rounds = 100;
  // Time of the processor, not of the clock: other tests run beside this one.
  const before = process.cpuUsage();
  for (let index = 0; index < rounds; index += 1) round();
  const { user, system } = process.cpuUsage(before);
  const millisecondsEach = (user + system) / 1000 / rounds;
  console.log(`compile for six channels ${millisecondsEach.toFixed(2)} ms`);
  // Aim 3 ms; three times that on a busy machine.
  expect(millisecondsEach).toBeLessThan(9);
});
