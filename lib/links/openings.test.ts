import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addLinkTags } from "@/lib/links/link-tags";
import { machineReason } from "@/lib/links/machine-reason";
import { sweptOpenings } from "@/lib/links/swept-openings";

const asked = (agent: string, headers: Record<string, string> = {}) =>
  machineReason(new Request("https://a.example/l/x", { headers: { "user-agent": agent, ...headers } }));

const phones = [
  "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
  "Mozilla/5.0 (Linux; Android 13; SM-A136B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/512.0.0;FBDV/iPhone14,5]",
  "Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0.0.0 Mobile Safari/537.36 [FB_IAB/MESSENGER;FBAV/480.0.0.0;]",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 380.0.0.0",
  "Mozilla/5.0 (Linux; Android 13; SM-A536B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/134.0.0.0 Mobile Safari/537.36 Telegram-Android/11.7.0 (Samsung; Android 13; SDK 33; AVERAGE)",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) GSA/350.0 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (Linux; U; Android 4.4.2; de-de; GT-I9195) AppleWebKit/534.30 (KHTML, like Gecko) Version/4.0 Mobile Safari/534.30",
  "Mozilla/5.0 (Mobile; Nokia 8110 4G; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5",
  "Opera/9.80 (Android; Opera Mini/36.2.2254/119.132; U; id) Presto/2.12.423 Version/12.16",
];

describe("who opened a link", () => {
  it.each(phones)("is a person: %s", (agent) => {
    expect(asked(agent)).toBeNull();
    expect(asked(agent, { "sec-purpose": "prefetch;prerender" })).toBe("prefetch");
  });

  it.each([
    ["WhatsApp/2.23.20.0", "link_preview"],
    ["facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", "link_preview"],
    [
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
      "link_preview",
    ],
    ["TelegramBot (like TwitterBot)", "link_preview"],
    ["Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", "link_preview"],
    ["Googlebot/2.1 (+http://www.google.com/bot.html)", "crawler"],
    ["curl/8.5.0", "crawler"],
    ["python-requests/2.32", "crawler"],
    ["", "no_agent"],
  ])("is a machine: %s", (agent, reason) => {
    expect(asked(agent)).toBe(reason);
  });

  it("is a machine when it only asks whether there is something", () => {
    expect(machineReason(new Request("https://a.example", { method: "HEAD" }))).toBe("asks_only");
  });
});

const opening = (id: number, linkIndex: number, seconds: number) => ({
  ...{ id: String(id), linkIndex, at: new Date(seconds * 1000) },
});

describe("links opened all at once", () => {
  it("are a scanner's: every link of few, three of many, within one second", () => {
    const sweep = [opening(1, 0, 0), opening(2, 1, 0.4), opening(3, 0, 9)];
    expect([...sweptOpenings(sweep, 2)].sort()).toEqual(["1", "2"]);
    expect(sweptOpenings(sweep, 5).size).toBe(0);
    expect(sweptOpenings([...sweep, opening(4, 4, 1)], 5)).toEqual(new Set(["1", "2", "4"]));
    expect(sweptOpenings([opening(1, 0, 0), opening(2, 1, 1.1)], 2).size).toBe(0);
    expect(sweptOpenings([opening(1, 0, 0), opening(2, 0, 0)], 1).size).toBe(0);
  });

  it("never take with them what one person opened one after the other", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { maxLength: 20 }), fc.integer({ min: 1, max: 10 }), (links, inMessage) => {
        const slow = links.map((link, index) => opening(index, link, index * 1.5));
        expect(sweptOpenings(slow, inMessage).size).toBe(0);
      }),
    );
  });
});

describe("marks on a link", () => {
  const tags = { source: "cascade", medium: "sms", campaign: "Spring & more" };
  const added = "utm_source=cascade&utm_medium=sms&utm_campaign=Spring%20%26%20more";

  it.each([
    ["https://a.example", `https://a.example?${added}`],
    ["https://a.example/x?y=%20+&z#part?x", `https://a.example/x?y=%20+&z&${added}#part?x`],
    ["https://a.example/?", `https://a.example/?${added}`],
    [
      "https://a.example/?utm_source=mine",
      "https://a.example/?utm_source=mine&utm_medium=sms&utm_campaign=Spring%20%26%20more",
    ],
    [
      "https://a.example/?UTM_Source=a&utm_medium=b&utm_campaign=",
      "https://a.example/?UTM_Source=a&utm_medium=b&utm_campaign=",
    ],
    ["https://a.example/f?X-Amz-Signature=abc", "https://a.example/f?X-Amz-Signature=abc"],
  ])("%s", (url, expected) => {
    expect(addLinkTags(url, tags)).toBe(expected);
  });

  it("leave out what is not known", () => {
    expect(addLinkTags("https://a.example/", { ...tags, campaign: null })).toBe(
      "https://a.example/?utm_source=cascade&utm_medium=sms",
    );
  });
});
