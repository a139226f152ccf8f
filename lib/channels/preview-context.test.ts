import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { previewContext } from "@/lib/channels/preview-context";
import { channels } from "@/lib/channels/registry";
import { encodeLinkCode } from "@/lib/links/link-code";
import { encodeMessageCode } from "@/lib/links/message-code";
import type { Message } from "@/lib/message/schema";

const mac = (bytes: Uint8Array) => new Uint8Array(createHmac("sha256", "secret").update(bytes).digest());
const id = "01900000-0000-7000-8000-000000000001";

test("links in a preview are exactly as long as the ones that are sent", () => {
  const message: Message = {
    blocks: [
      {
        id: "b",
        kind: "buttons",
        buttons: [{ id: "go", label: "Go", action: { type: "open_url", url: "https://a.example" } }],
      },
    ],
  };
  const workspace = {
    id,
    publicUrl: "https://go.example",
    brandName: "Acme",
    locale: "en",
    senders: {},
  };
  const context = previewContext(channels.sms, workspace, {
    message,
    locale: null,
    country: null,
    windowOpen: false,
    rendition: () => null,
  });
  const code = encodeLinkCode({ deliveryId: id, linkIndex: 0 }, mac);
  expect(context.link("https://a.example", "go")).toHaveLength(`https://go.example/l/${code}`.length);
  const token = encodeMessageCode(id, mac);
  expect(context.preferencesUrl).toHaveLength(`https://go.example/p/${token}`.length);
  expect(context.link("https://unknown.example", "nobody")).toBe("https://unknown.example");
});
