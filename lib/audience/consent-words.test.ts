import { describe, expect, it } from "vitest";
import { channelStates, consentEventText, consentSummary, topicState } from "./consent-words";
import { contactName, countryText, phoneText } from "./contact-words";

const row = (channel: string, status: "opted_in" | "opted_out", topic = "*") => ({ channel, topic, status });

describe("consent in words", () => {
  it.each([
    ["No consent yet", []],
    ["All channels", [row("*", "opted_in")]],
    ["Opted out of everything", [row("*", "opted_out")]],
    ["RCS and SMS", [row("rcs", "opted_in"), row("sms", "opted_in")]],
    ["All channels except WhatsApp", [row("*", "opted_in"), row("whatsapp", "opted_out")]],
    ["SMS", [row("*", "opted_out"), row("sms", "opted_in")]],
    ["Opted out of Push", [row("push", "opted_out")]],
    ["No consent yet", [row("*", "opted_in", "promotions")]],
  ])("%s", (words, rows) => {
    expect(consentSummary(rows)).toBe(words);
  });

  it("says what was said about a channel by name, else about everything", () => {
    const states = channelStates([row("*", "opted_in"), row("sms", "opted_out")]);
    expect(states.find(({ channel }) => channel === "sms")?.status).toBe("opted_out");
    expect(states.find(({ channel }) => channel === "rcs")?.status).toBe("opted_in");
  });

  it("keeps topics apart from channels", () => {
    const rows = [row("*", "opted_in"), row("*", "opted_out", "promotions"), row("sms", "opted_out")];
    expect(topicState(rows, "promotions")).toBe("opted_out");
    expect(topicState(rows, "updates")).toBe("opted_in");
    expect(topicState([], "updates")).toBeNull();
  });

  it("tells an entry of the ledger with its source, also of a topic that is gone", () => {
    const topics = [{ key: "promotions", name: "Promotions" }];
    const say = (channel: string, topic: string) =>
      consentEventText({ channel, topic, status: "opted_out", source: "keyword" }, topics);
    expect(say("*", "*")).toBe("Opted out of every channel and topic (from their own reply)");
    expect(say("sms", "*")).toBe("Opted out of SMS (from their own reply)");
    expect(say("*", "promotions")).toContain("the topic Promotions");
    expect(say("*", "gone")).toContain("the topic gone");
  });
});

it("writes people, numbers and countries for people", () => {
  expect(contactName({ firstName: "Ana", lastName: null })).toBe("Ana");
  expect(contactName({ firstName: null, lastName: "" })).toBe("No name");
  expect(phoneText("14152000001")).toBe("+1 415 200 0001");
  expect(phoneText("1")).toBe("+1");
  expect(countryText("DE")).toBe("Germany");
  expect(countryText("??")).toBe("??");
});
