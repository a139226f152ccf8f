import { beforeEach, describe, expect, test } from "vitest";
import { compareDraft, type DraftStorage, openDraftStore } from "@/components/composer/draft-store";
import { type SaveAnswer, type SaveMessage, SaveQueue } from "@/components/composer/save-queue";
import type { ActionResult } from "@/lib/action-result";
import { sameMessage } from "@/lib/message/same-message";
import { emptyMessage, type Message } from "@/lib/message/schema";

const saying = (text: string): Message => ({
  blocks: [{ id: "b", kind: "text", paragraphs: [{ style: "plain", children: [{ type: "text", text, marks: [] }] }] }],
});

type Answer = ActionResult<SaveAnswer> | "no answer";
const taken = (revision: number): Answer => ({ ok: true, value: { saved: true, revision } });
const refusal = (code: string): Answer => ({ ok: false, refusal: { code, message: `Because ${code}.`, field: null } });

/** A browser's storage, which throws like one once it is `full`. */
function browserStorage(): DraftStorage & { full: boolean } {
  const items = new Map<string, string>();
  return {
    full: false,
    get length() {
      return items.size;
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (name) => items.get(name) ?? null,
    setItem(name, value) {
      if (this.full) throw new Error("full");
      items.set(name, value);
    },
    removeItem: (name) => void items.delete(name),
  };
}

const nobody: ReadonlySet<string> = new Set();

/** A server that answers what it is told, a clock that is wound by hand, and a browser's storage. */
function world() {
  const storage = browserStorage();
  const now = () => new Date("2026-05-01T12:04:00Z");
  const drafts = openDraftStore(storage, { userId: "ana", campaignId: "c", page: "this" }, now);
  const kept = () => drafts.leftBehind("A", nobody)[0]?.draft ?? null;
  const network = { online: true };
  const sent: Parameters<SaveMessage>[0][] = [];
  const waits: number[] = [];
  let planned: (() => void) | null = null;
  let answer: (value: Answer) => void = () => undefined;
  const queue = new SaveQueue(
    {
      save: (input) => {
        sent.push(input);
        return new Promise((resolve, reject) => {
          answer = (value) => (value === "no answer" ? reject(new Error("network")) : resolve(value));
        });
      },
      drafts,
      session: "this",
      now,
      isOnline: () => network.online,
      schedule: (act, afterMs) => {
        planned = act;
        waits.push(afterMs);
        return () => {
          planned = null;
        };
      },
    },
    [{ key: "A", message: emptyMessage }],
  );
  const fire = () => {
    const act = planned;
    planned = null;
    act?.();
  };
  const reply = async (value: Answer) => {
    answer(value);
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
  };
  return { queue, storage, network, kept, sent, waits, fire, reply, isPlanned: () => planned !== null };
}

let at: ReturnType<typeof world>;
beforeEach(() => {
  at = world();
});

describe("autosave", () => {
  test("the newest of several quick changes is saved once, on the version it was made on", async () => {
    at.queue.change("A", saying("h"));
    at.queue.change("A", saying("hi"));
    expect(at.queue.snapshot().status).toEqual({ kind: "unsaved" });
    expect(at.kept()?.message).toEqual(saying("hi"));
    at.fire();
    expect(at.sent).toEqual([
      {
        ...{ armKey: "A", base: emptyMessage, message: saying("hi") },
        ...{ session: "this", save: 1, restoredFrom: null },
      },
    ]);
    await at.reply(taken(2));
    expect(at.queue.snapshot().status).toMatchObject({ kind: "saved", at: expect.any(Date) });
    expect(at.kept()).toBeNull();
    expect(at.queue.hasUnsaved()).toBe(false);
  });

  test("what is typed while a save is under way is kept and saved after it", async () => {
    at.queue.change("A", saying("one"));
    at.fire();
    at.queue.change("A", saying("one two"));
    at.fire();
    expect(at.sent).toHaveLength(1);
    await at.reply(taken(2));
    expect(at.kept()).toEqual({ base: saying("one"), message: saying("one two") });
    at.fire();
    expect(at.sent[1]).toMatchObject({ base: saying("one"), message: saying("one two") });
    await at.reply(taken(3));
    expect(at.queue.hasUnsaved()).toBe(false);
  });

  test("without a connection or a session the work stays in the browser and is tried again, less and less often", async () => {
    at.queue.change("A", saying("mine"));
    for (const answer of ["no answer", "no answer", refusal("signed_out")] as const) {
      at.fire();
      await at.reply(answer);
    }
    expect(at.waits).toEqual([800, 2000, 4000, 8000]);
    expect(at.queue.snapshot().status).toMatchObject({ kind: "waiting", why: "signed_out" });
    expect(at.kept()?.message).toEqual(saying("mine"));
    at.queue.retryNow();
    at.fire();
    await at.reply(taken(2));
    expect(at.queue.snapshot().status).toMatchObject({ kind: "saved" });
  });

  test("a refusal that trying again cannot mend is said and not repeated", async () => {
    at.queue.change("A", saying("mine"));
    at.fire();
    await at.reply(refusal("campaign_not_draft"));
    expect(at.queue.snapshot().status).toEqual({
      kind: "waiting",
      why: "refused",
      sentence: "Because campaign_not_draft.",
    });
    expect(at.isPlanned()).toBe(false);
  });

  test("a message that cannot be stored is not sent, and the block is named", () => {
    at.queue.change("A", { blocks: [{ id: "i", kind: "image", mediaId: null, alt: "x".repeat(501) }] });
    at.fire();
    expect(at.sent).toEqual([]);
    expect(at.queue.snapshot().status).toMatchObject({ sentence: expect.stringContaining("Block 1") });
  });

  test("a newer version of somebody else stops saving until one is chosen; both are there", async () => {
    at.queue.change("A", saying("mine"));
    at.fire();
    const theirs = { revision: 7, message: saying("theirs") };
    await at.reply({ ok: true, value: { saved: false, theirs } });
    expect(at.queue.snapshot().conflicts).toEqual({ A: theirs });
    at.queue.change("A", saying("mine, longer"));
    at.fire();
    expect(at.sent).toHaveLength(1);
    expect(at.kept()?.message).toEqual(saying("mine, longer"));

    at.queue.settleConflict("A");
    at.fire();
    expect(at.sent[1]).toMatchObject({ base: saying("theirs"), message: saying("mine, longer") });
    await at.reply(taken(8));
    expect(at.queue.snapshot().conflicts).toEqual({});
    expect(at.queue.hasUnsaved()).toBe(false);
  });

  test("loading theirs saves nothing", async () => {
    at.queue.change("A", saying("mine"));
    at.fire();
    const theirs = { revision: 7, message: saying("theirs") };
    await at.reply({ ok: true, value: { saved: false, theirs } });
    at.queue.settleConflict("A");
    at.queue.change("A", theirs.message);
    at.fire();
    expect(at.sent).toHaveLength(1);
    expect(at.kept()).toBeNull();
    expect(at.queue.snapshot().status).toMatchObject({ kind: "saved" });
  });
});

test("after a reload unsaved work is restored, or shown beside a version that came in between", () => {
  const draft = { base: saying("old"), message: saying("mine") };
  expect(compareDraft(null, saying("old"), sameMessage)).toEqual({ kind: "nothing" });
  expect(compareDraft(draft, saying("mine"), sameMessage)).toEqual({ kind: "nothing" });
  expect(compareDraft(draft, saying("old"), sameMessage)).toEqual({ kind: "restore", message: saying("mine") });
  expect(compareDraft(draft, saying("newer"), sameMessage)).toEqual({ kind: "conflict", mine: saying("mine") });
});

test("two open pages keep their own; a page that was closed leaves its work behind, the newest first", () => {
  const storage = browserStorage();
  let minute = 0;
  const open = (page: string, userId = "ana") =>
    openDraftStore(storage, { userId, campaignId: "c", page }, () => new Date(Date.UTC(2026, 4, 1, 12, minute++)));
  const [one, two, three] = [open("one"), open("two"), open("three")];
  one.write("A", { base: emptyMessage, message: saying("of one") });
  two.write("A", { base: emptyMessage, message: saying("of two") });
  two.write("B", { base: emptyMessage, message: saying("other variant") });
  const texts = (openPages: string[]) => three.leftBehind("A", new Set(openPages)).map(({ draft }) => draft.message);
  expect(texts([])).toEqual([saying("of two"), saying("of one")]);
  expect(texts(["two"])).toEqual([saying("of one")]);
  one.remove("A");
  expect(texts([])).toEqual([saying("of two")]);
  three.leftBehind("A", nobody)[0]?.forget();
  expect(texts([])).toEqual([]);
});

test("whoever uses the browser next neither gets nor saves the work of somebody else", () => {
  const storage = browserStorage();
  const open = (userId: string) =>
    openDraftStore(storage, { userId, campaignId: "c", page: userId }, () => new Date(0));
  open("ana").write("A", { base: emptyMessage, message: saying("of Ana") });
  expect(open("bo").leftBehind("A", nobody)).toEqual([]);
  expect(open("ana").leftBehind("A", nobody)).toMatchObject([{ draft: { message: saying("of Ana") } }]);
});

test("a conflict found after a reload is still one after the next reload", () => {
  at.queue.reportConflict("A", { revision: 1, message: emptyMessage }, saying("old"));
  at.queue.change("A", saying("mine"));
  expect(at.kept()).toEqual({ base: saying("old"), message: saying("mine") });
  expect(compareDraft(at.kept(), emptyMessage, sameMessage)).toEqual({ kind: "conflict", mine: saying("mine") });
  at.queue.settleConflict("A");
  at.fire();
  expect(at.sent).toMatchObject([{ base: emptyMessage, message: saying("mine") }]);
});

test("a browser without room is said to be one, and saving goes on", async () => {
  at.storage.full = true;
  at.queue.change("A", saying("mine"));
  expect(at.queue.snapshot().isKept).toBe(false);
  at.storage.full = false;
  at.queue.change("A", saying("mine, longer"));
  expect(at.queue.snapshot().isKept).toBe(true);
  at.storage.full = true;
  at.queue.change("A", saying("mine, longest"));
  at.fire();
  await at.reply(taken(2));
  expect(at.queue.snapshot()).toMatchObject({ isKept: true, status: { kind: "saved" } });
});

test("no connection and a silent server are told apart", async () => {
  at.queue.change("A", saying("mine"));
  at.fire();
  await at.reply("no answer");
  expect(at.queue.snapshot().status).toMatchObject({ sentence: expect.stringContaining("does not answer") });
  at.network.online = false;
  at.fire();
  await at.reply("no answer");
  expect(at.queue.snapshot().status).toMatchObject({ sentence: "No connection." });
});

test("undoing while a save is under way is kept until it has been saved too", async () => {
  at.queue.change("A", saying("typed"));
  at.fire();
  at.queue.change("A", emptyMessage);
  expect(at.kept()).toEqual({ base: emptyMessage, message: emptyMessage });
  await at.reply(taken(2));
  at.fire();
  expect(at.sent[1]).toMatchObject({ base: saying("typed"), message: emptyMessage, save: 2 });
  await at.reply(taken(3));
  expect(at.kept()).toBeNull();
});

test("what was brought back is saved at once and named once; typing after it is typing", async () => {
  at.queue.restore("A", "version", saying("old"));
  expect(at.waits.at(-1)).toBe(0);
  at.fire();
  expect(at.sent[0]).toMatchObject({ restoredFrom: "version", message: saying("old") });
  await at.reply(taken(2));
  at.queue.change("A", saying("old and new"));
  at.fire();
  expect(at.sent[1]).toMatchObject({ restoredFrom: null });
});

test("storage that throws or holds rubbish keeps nothing and breaks nothing", () => {
  const broken: DraftStorage = {
    length: 1,
    key: () => "cascade:unsaved:ana:c:A:other",
    getItem: () => "{not json",
    setItem: () => {
      throw new Error("full");
    },
    removeItem: () => {
      throw new Error("forbidden");
    },
  };
  const drafts = openDraftStore(broken, { userId: "ana", campaignId: "c", page: "this" }, () => new Date(0));
  expect(drafts.write("A", { base: emptyMessage, message: emptyMessage })).toBe(false);
  drafts.remove("A");
  expect(drafts.leftBehind("A", nobody)).toEqual([]);
  const none = openDraftStore(null, { userId: "ana", campaignId: "c", page: "this" }, () => new Date(0));
  expect(none.write("A", { base: emptyMessage, message: emptyMessage })).toBe(false);
  expect(none.leftBehind("A", nobody)).toEqual([]);
});

test("the order of keys, which a database changes, makes no difference", () => {
  const one: Message = { blocks: [{ id: "i", kind: "image", mediaId: null, alt: "a" }] };
  const other: Message = { blocks: [{ alt: "a", mediaId: null, kind: "image", id: "i" }] };
  expect(sameMessage(one, other)).toBe(true);
  expect(sameMessage(one, { blocks: [] })).toBe(false);
});
