import { describe, expect, test } from "vitest";
import type { CompileContext } from "@/lib/channels/contract";
import { ana, mediaId, otherMediaId, readBy, testContext } from "@/lib/channels/message.fixtures";
import { listAt, requestJson, textAt } from "@/lib/channels/read-json";
import { vonageRequestSchema } from "@/lib/channels/vonage-request.fixtures";
import type { RenditionProfile } from "@/lib/media/profiles";
import { prepareMessage, renderMessage } from "@/lib/message/render-message";
import { messageSchema } from "@/lib/message/schema";
import { mms } from "./channel";

const media = (id: string, kind: string, of = mediaId) => ({ id, kind, mediaId: of, alt: `A ${kind}` });
const words = { id: "t", kind: "text", paragraphs: [{ style: "plain", children: [{ type: "text", text: "Hello" }] }] };
const optOut = "Reply STOP to opt out. Preferences: https://app.example/p/token";
const address = (profile: string, of = mediaId) => `https://app.example/f/${of}-${profile}.jpg`;

function compile(blocks: unknown[], overrides: Partial<CompileContext> = {}) {
  const { message } = renderMessage(prepareMessage(messageSchema.parse({ blocks })), readBy(ana, "mms"));
  const compiled = mms.compile(message, testContext(overrides));
  const body = requestJson(compiled.request);
  if (!compiled.findings.some(({ severity }) => severity === "blocker")) vonageRequestSchema.parse(body);
  return { body, codes: compiled.findings.map(({ code, blockId }) => `${blockId} ${code}`) };
}

/** Files of these sizes; those not named do not exist. */
const sized = (sizes: Partial<Record<RenditionProfile, number>>): Pick<CompileContext, "rendition"> => ({
  rendition: (id, profile) => {
    const file = testContext().rendition(id, profile);
    const bytes = sizes[profile];
    return file === null || bytes === undefined ? null : { ...file, bytes };
  },
});
const urls = ({ body }: { body: Parameters<typeof listAt>[0] }) =>
  listAt(body, "content").map((each) => textAt(each, "url"));

test.each([
  ["gif", "image", "mms-gif"],
  ["video", "video", "mms-video"],
  ["audio", "audio", "mms-audio"],
])("a %s alone goes as %s with the words as its caption", (kind, type, profile) => {
  const { body, codes } = compile([media("m", kind), words]);
  expect(body).toMatchObject({
    ...{ channel: "mms", message_type: type, [type]: { url: address(profile), caption: `Hello\n\n${optOut}` } },
  });
  expect(codes).toEqual(kind === "audio" ? ["null words_with_recording"] : []);
});

test("several go together in their order, the words once, beside what can be seen", () => {
  const { body, codes } = compile([media("a", "audio"), media("g", "gif"), media("v", "video", otherMediaId), words]);
  expect(body.content).toEqual([
    { type: "audio", url: address("mms-audio") },
    { type: "image", url: address("mms-gif"), caption: `Hello\n\n${optOut}` },
    { type: "video", url: address("mms-video", otherMediaId) },
  ]);
  expect(codes).toEqual(["g image_moved", "v image_moved"]);
});

test("a short code carries no film and no recording: a still and links", () => {
  const { body, codes } = compile([media("v", "video"), media("a", "audio"), words], { from: "54321" });
  expect(textAt(body, "image", "url")).toBe(address("mms"));
  expect(textAt(body, "image", "caption")).toMatch(/^Watch: .*\n\nA audio\n\nListen: .*\n\nHello/);
  expect(codes.slice(0, 2)).toEqual(["v video_replaced", "a audio_replaced"]);
});

test("a film that could not be made small enough is a still with a link", () => {
  const { body, codes } = compile([media("v", "video"), words], sized({ mms: 90_000, thumbnail: 20_000 }));
  expect(textAt(body, "image", "url")).toBe(address("mms"));
  expect(textAt(body, "image", "caption")).toContain("Watch: https://app.example/l/");
  expect(codes[0]).toBe("v video_replaced");
});

describe("all attachments together weigh at most 480 KB", () => {
  const pair = [media("i", "image"), media("j", "image", otherMediaId), words];

  test.each([
    [239_999, "mms"],
    [240_000, "mms"],
    [240_001, "thumbnail"],
  ])("two of %i bytes: the second goes as %s", (bytes, profile) => {
    const compiled = compile(pair, sized({ mms: bytes, thumbnail: 20_000 }));
    expect(urls(compiled)).toEqual([address("mms"), address(profile, otherMediaId)]);
    expect(compiled.codes.includes("j image_smaller")).toBe(profile === "thumbnail");
  });

  test("what does not fit even smaller is left out with a warning", () => {
    const { body, codes } = compile(pair, sized({ mms: 470_000, thumbnail: 20_000 }));
    expect(body.message_type).toBe("image");
    expect(codes).toEqual(["j image_dropped"]);
  });

  test("a film that does not fit any more leaves its link", () => {
    const { body, codes } = compile([media("i", "image"), media("v", "video"), words], {
      ...sized({ mms: 300_000, "mms-video": 400_000, thumbnail: 20_000 }),
    });
    expect(urls({ body })).toEqual([address("mms"), address("thumbnail")]);
    expect(textAt(body, "content", 0, "caption")).toContain("Watch: https://app.example/l/");
    expect(codes[0]).toBe("v video_replaced");
  });

  test.each([
    [9, 9],
    [10, 10],
    [11, 10],
  ])("of %i attachments %i go", (count, shown) => {
    const many = Array.from({ length: count }, (_, index) => media(`i${index}`, "image"));
    const compiled = compile([...many, words], sized({ mms: 10_000, thumbnail: 1000 }));
    expect(urls(compiled)).toHaveLength(shown);
    expect(compiled.codes.includes("i10 image_dropped")).toBe(count > shown);
  });
});
