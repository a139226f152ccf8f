import { describe, expect, it } from "vitest";
import { type CarrierNews, InProcessCarrier, type SimulatedPerson } from "@/inngest/sandbox/in-process-carrier";
import type { JsonObject, ProviderRequest } from "@/lib/channels/contract";
import { requests, statusUrl } from "@/lib/sandbox/request.fixtures";
import { habitsOf } from "@/lib/sandbox/simulated-person";

const start = new Date("2026-03-02T09:00:00Z");
const hourMs = 3_600_000;

function world(personOf: (address: string) => SimulatedPerson | null = () => null) {
  const clock = { at: start };
  const news: CarrierNews[] = [];
  const sink = (each: CarrierNews) => {
    news.push(each);
  };
  const carrier = new InProcessCarrier({ now: () => clock.at, sink, personOf, seed: "test" });
  return {
    carrier,
    news,
    send: (body: JsonObject) => carrier.handOver(vonage(body), null),
    pass: async (milliseconds: number) => {
      clock.at = new Date(clock.at.getTime() + milliseconds);
      await carrier.advanceTo(clock.at);
    },
    statuses: () => news.flatMap((each) => (each.kind === "status" ? [each.body.status] : [])),
  };
}

const vonage = (body: JsonObject): ProviderRequest => ({ provider: "vonage", body });

describe("the carrier without HTTP", () => {
  it("reports in the order of time and with the bodies of the real callbacks", async () => {
    const { send, pass, news } = world();
    const answer = await send(requests.rcsText);
    await pass(10_000);
    expect(news.map(({ kind, at }) => [kind, at > start])).toEqual([
      ["status", true],
      ["status", true],
    ]);
    expect(news[1]).toMatchObject({
      url: statusUrl,
      body: {
        message_uuid: answer.kind === "accepted" ? answer.providerMessageId : "",
        client_ref: "d-1",
        status: "delivered",
        channel: "rcs",
      },
    });
  });

  it("refuses what the API refuses", async () => {
    const { send } = world();
    expect(await send({ ...requests.sms, text: "x".repeat(1001) })).toEqual({
      kind: "refused",
      code: "1150",
      failure: "content",
      retryAfterSeconds: null,
    });
    expect(await send({ ...requests.rcsText, to: "447700000402" })).toMatchObject({ failure: "account" });
  });

  it("delivers to an offline phone when it comes back, and revokes before that", async () => {
    const { carrier, send, pass, statuses } = world();
    carrier.setPhone("447700900123", { online: false });
    await send({ ...requests.rcsText, ttl: 259_200 });
    const second = await send({ ...requests.rcsText, ttl: 259_200 });
    await pass(hourMs);
    expect(statuses()).toEqual(["submitted", "submitted"]);
    expect(await carrier.revoke(second.kind === "accepted" ? second.providerMessageId : "")).toBe(true);
    carrier.setPhone("447700900123", { online: true });
    await pass(hourMs);
    expect(statuses()).toEqual(["submitted", "submitted", "delivered"]);
  });

  it("blocks a number that said STOP and opens the window for one that wrote", async () => {
    const { carrier, send, pass, news, statuses } = world();
    const about = { channel: "sms", number: "14155550123", sender: "14155550199", answersTo: null, statusUrl };
    carrier.say({ ...about, says: { kind: "text", text: "STOP" } });
    await pass(10 * 60_000);
    expect(news).toMatchObject([{ kind: "inbound", url: statusUrl.replace("status", "inbound") }]);
    await send(requests.sms);
    await pass(10_000);
    expect(news.at(-1)).toMatchObject({ body: { status: "rejected", error: { title: "1240" } } });

    const whatsapp = { channel: "whatsapp", number: "447700900123", sender: "447700900001", answersTo: null };
    carrier.say({ ...whatsapp, statusUrl, says: { kind: "text", text: "Hi" } });
    await send(requests.whatsappText);
    await pass(10_000);
    expect(statuses().slice(-2)).toEqual(["submitted", "delivered"]);
  });

  it("takes a template only once it is registered", async () => {
    const { carrier, send, pass, statuses } = world();
    await send(requests.whatsappTemplate);
    await carrier.registerTemplate({
      name: "spring_sale",
      language: "en",
      category: "MARKETING",
      header: null,
      offer: null,
      body: "Hi {{1}}, half price today.",
      examples: ["Ana"],
      footer: null,
      buttons: [{ type: "QUICK_REPLY", text: "Stop promotions" }],
      cards: [],
    });
    await send(requests.whatsappTemplate);
    await pass(10_000);
    expect(statuses().sort()).toEqual(["delivered", "rejected", "submitted"]);
  });
});

describe("simulated people", () => {
  const personOf = (address: string) => ({ seed: address, utcOffsetHours: 0 });

  async function crowd() {
    const { send, pass, news } = world(personOf);
    for (let index = 0; index < 400; index++) {
      await send({
        ...requests.rcsText,
        to: `4477009${String(index).padStart(5, "0")}`,
        client_ref: `d-${index}`,
        ttl: 259_200,
      });
    }
    await pass(72 * hourMs);
    return news;
  }

  it("do the same every time, in the order of time", async () => {
    const news = await crowd();
    expect(await crowd()).toEqual(news);
    const times = news.map(({ at }) => at.getTime());
    expect([...times].sort((a, b) => a - b)).toEqual(times);
  });

  it("behave plausibly: most read, some tap, few stop, those without RCS are rejected", async () => {
    const news = await crowd();
    const count = (status: string) =>
      news.filter((each) => each.kind === "status" && each.body.status === status).length;
    const people = Array.from({ length: 400 }, (_, index) => habitsOf(`4477009${String(index).padStart(5, "0")}`));
    const withRcs = people.filter(({ hasRcs }) => hasRcs).length;
    expect(count("delivered")).toBe(withRcs);
    expect(count("rejected")).toBe(400 - withRcs);
    expect(count("read") / withRcs).toBeGreaterThan(0.4);
    expect(count("read") / withRcs).toBeLessThan(0.9);
    const taps = news.filter((each) => each.kind === "inbound" && each.body.message_type !== "text").length;
    expect(taps / withRcs).toBeGreaterThan(0.03);
    expect(taps / withRcs).toBeLessThan(0.3);
    const stops = news.filter((each) => each.kind === "inbound" && each.body.text === "STOP").length;
    expect(stops / withRcs).toBeLessThan(0.03);
  });
});
