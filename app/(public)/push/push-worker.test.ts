import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createContext, runInContext } from "node:vm";
import { describe, expect, it } from "vitest";

const source = readFileSync(fileURLToPath(new URL("../../../public/push-worker.js", import.meta.url)), "utf8");

type Listener = (event: Record<string, unknown>) => void;

/** The worker in a world of its own: a registration that shows, clients that open, a network that notes. */
function startWorker() {
  const listeners = new Map<string, Listener>();
  const shown: { title: string; options: Record<string, unknown> }[] = [];
  const opened: string[] = [];
  const posted: { url: string; body: unknown; mode: unknown }[] = [];
  const self = {
    addEventListener: (name: string, listener: Listener) => listeners.set(name, listener),
    registration: {
      showNotification: async (title: string, options: Record<string, unknown> = {}) =>
        void shown.push({ title, options }),
    },
    clients: { openWindow: async (url: string) => void opened.push(url) },
  };
  const fetch = async (url: string, init: { body: unknown; mode: unknown }) =>
    void posted.push({ url, body: init.body, mode: init.mode });
  runInContext(source, createContext({ self, fetch, URL }));
  const happen = async (name: string, event: Record<string, unknown>) => {
    const waited: unknown[] = [];
    listeners.get(name)?.({ ...event, waitUntil: (work: unknown) => waited.push(work) });
    await Promise.all(waited);
  };
  const receive = (text: string) => happen("push", { data: { json: () => JSON.parse(text) } });
  return { shown, opened, posted, happen, receive };
}

const app = "https://app.example";
const message = (changes: Record<string, unknown> = {}) =>
  JSON.stringify({
    web_push: 8030,
    notification: {
      ...{ title: "Sale", body: "Today", navigate: `${app}/l/abc`, lang: "en", dir: "ltr", tag: "t" },
      actions: [{ action: "b1", title: "Shop", navigate: `${app}/l/def` }],
      data: { delivery_id: "x", preferences_url: `${app}/p/code` },
      ...changes,
    },
  });

/** What the browser hands back when somebody taps the notification that was shown. */
const notificationOf = ({ options }: { options: Record<string, unknown> }) => ({
  data: options.data,
  close: () => undefined,
});

describe("the worker", () => {
  it("shows what was sent, and what leads nowhere on the web not at all", async () => {
    const worker = startWorker();
    await worker.receive(message({ image: "javascript:alert(1)" }));
    expect(worker.shown[0]?.title).toBe("Sale");
    expect(worker.shown[0]?.options).toMatchObject({ body: "Today", tag: "t", lang: "en", dir: "ltr" });
    expect(worker.shown[0]?.options.actions).toEqual([{ action: "b1", title: "Shop" }]);
    expect(worker.shown[0]?.options).not.toHaveProperty("image");
  });

  it("shows something even for what it cannot read, as it promised the browser", async () => {
    const worker = startWorker();
    await worker.receive("not json at all");
    await worker.receive("{}");
    await worker.happen("push", { data: null });
    expect(worker.shown.map(({ title }) => title)).toEqual(["New message", "New message", "New message"]);
  });

  it("opens the link of what was tapped, which tells by itself that it was opened", async () => {
    const worker = startWorker();
    await worker.receive(message());
    const [shown] = worker.shown;
    if (shown === undefined) throw new Error("nothing was shown");
    await worker.happen("notificationclick", { notification: notificationOf(shown), action: "" });
    await worker.happen("notificationclick", { notification: notificationOf(shown), action: "b1" });
    expect(worker.opened).toEqual([`${app}/l/abc`, `${app}/l/def`]);
    expect(worker.posted).toEqual([]);
  });

  it("tells of a tap that no link of ours tells of, and of closing", async () => {
    const worker = startWorker();
    await worker.receive(message({ navigate: `${app}/p/code` }));
    const [shown] = worker.shown;
    if (shown === undefined) throw new Error("nothing was shown");
    await worker.happen("notificationclick", { notification: notificationOf(shown), action: "" });
    await worker.happen("notificationclose", { notification: notificationOf(shown) });
    expect(worker.posted).toEqual([
      { url: `${app}/p/code/notification`, body: "click", mode: "no-cors" },
      { url: `${app}/p/code/notification`, body: "close", mode: "no-cors" },
    ]);
  });

  it("opens no address but one of the web", async () => {
    const worker = startWorker();
    await worker.receive(message({ navigate: "javascript:alert(1)", actions: [] }));
    const [shown] = worker.shown;
    if (shown === undefined) throw new Error("nothing was shown");
    await worker.happen("notificationclick", { notification: notificationOf(shown), action: "" });
    expect(worker.opened).toEqual([]);
  });
});
