import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diffMessages } from "@/lib/message/diff-messages";
import { joinsVersion } from "@/lib/message/joins-version";
import type { Message } from "@/lib/message/schema";
import { type ThinnableVersion, thinVersions } from "@/lib/message/thin-versions";

const picture = (id: string, alt = "") => ({ id, kind: "image" as const, mediaId: null, alt });
const message = (...ids: string[]): Message => ({ blocks: ids.map((id) => picture(id)) });
const idsOf = (notes: { id: string }[]) => notes.map(({ id }) => id);

describe("what changed between two messages", () => {
  test("is named block by block, with as few moves as possible", () => {
    const before = message("a", "b", "c", "d");
    const after: Message = { blocks: [picture("d"), picture("a"), picture("c", "new words"), picture("e")] };
    expect(diffMessages(before, after)).toEqual({
      added: [{ id: "e", kind: "image" }],
      removed: [{ id: "b", kind: "image" }],
      moved: [{ id: "d", kind: "image" }],
      changed: [{ id: "c", kind: "image" }],
      elsewhere: false,
    });
  });

  test("is nothing for the same message, whatever the order of its keys", () => {
    const one: Message = { blocks: [{ id: "a", kind: "image", mediaId: null, alt: "x" }] };
    const other: Message = { blocks: [{ alt: "x", mediaId: null, kind: "image", id: "a" }] };
    const nothing = { added: [], removed: [], moved: [], changed: [], elsewhere: false };
    expect(diffMessages(one, other)).toEqual(nothing);
  });

  test("accounts for every block: the old ones without the removed, with the added, are the new ones", () => {
    const ids = fc.uniqueArray(fc.constantFrom(..."abcdefgh"), { maxLength: 8 });
    fc.assert(
      fc.property(ids, ids, (old, now) => {
        const diff = diffMessages(message(...old), message(...now));
        const left = old.filter((id) => !idsOf(diff.removed).includes(id));
        expect([...left, ...idsOf(diff.added)].sort()).toEqual([...now].sort());
        const stayed = (list: string[]) =>
          list.filter((id) => left.includes(id) && !idsOf(diff.moved).includes(id)).join("");
        expect(stayed(now)).toBe(stayed(old));
      }),
    );
  });
});

describe("thinning", () => {
  const now = new Date("2026-05-01T12:00:00Z");
  const minuteMs = 60_000;
  const version = fc.record({
    ageMinutes: fc.nat({ max: 200 * 24 * 60 }),
    kind: fc.constantFrom(
      "edited" as const,
      "edited" as const,
      "edited" as const,
      "restored" as const,
      "launched" as const,
    ),
    name: fc.option(fc.constant("named"), { freq: 8 }),
  });
  const history = fc.array(version, { maxLength: 80 }).map((list) =>
    list.map(
      ({ ageMinutes, ...rest }, index): ThinnableVersion => ({
        ...rest,
        id: `v${String(index).padStart(3, "0")}`,
        savedAt: new Date(now.getTime() - ageMinutes * minuteMs),
      }),
    ),
  );
  const thinned = (versions: readonly ThinnableVersion[], at: Date) => {
    const gone = new Set(thinVersions(versions, at));
    return versions.filter(({ id }) => !gone.has(id));
  };

  test("keeps the newest, all of the last day, and whatever was named, restored or launched", () => {
    fc.assert(
      fc.property(history, (versions) => {
        const kept = thinned(versions, now);
        const newest = Math.max(...versions.map(({ savedAt }) => savedAt.getTime()));
        for (const each of versions) {
          const isRecent = now.getTime() - each.savedAt.getTime() < 24 * 60 * minuteMs;
          if (isRecent || each.name !== null || each.kind !== "edited") expect(kept).toContain(each);
        }
        if (versions.length > 0) expect(kept.some(({ savedAt }) => savedAt.getTime() === newest)).toBe(true);
      }),
    );
  });

  test("leaves something of every week, and at most one plain version of each", () => {
    fc.assert(
      fc.property(history, (versions) => {
        const weekOf = ({ savedAt }: ThinnableVersion) => Math.floor(savedAt.getTime() / (7 * 24 * 60 * minuteMs));
        const kept = thinned(versions, now);
        for (const each of versions) expect(kept.map(weekOf)).toContain(weekOf(each));
        const old = kept
          .toSorted((one, other) => other.savedAt.getTime() - one.savedAt.getTime())
          .slice(1)
          .filter(
            ({ kind, name, savedAt }) =>
              kind === "edited" && name === null && now.getTime() - savedAt.getTime() >= 91 * 24 * 60 * minuteMs,
          );
        expect(new Set(old.map(weekOf)).size).toBe(old.length);
      }),
    );
  });

  test("gives the same in one go as in many: nothing kept later was given away earlier", () => {
    fc.assert(
      fc.property(history, fc.array(fc.nat({ max: 200 }), { maxLength: 5 }), (versions, days) => {
        const end = new Date(now.getTime() + 200 * 24 * 60 * minuteMs);
        const moments = [...days].sort((one, other) => one - other);
        let kept: readonly ThinnableVersion[] = versions;
        for (const day of moments) kept = thinned(kept, new Date(now.getTime() + day * 24 * 60 * minuteMs));
        expect(thinned(kept, end)).toEqual(thinned(versions, end));
      }),
    );
  });
});

test("saves of one sitting within two minutes are one version; a named or restored one takes nothing more", () => {
  const startedAt = new Date("2026-05-01T12:00:00Z");
  const newest = { kind: "edited" as const, name: null, savedBy: "ana", session: "tab", startedAt };
  const save = { savedBy: "ana", session: "tab", at: new Date("2026-05-01T12:01:59Z"), isRestore: false };
  expect(joinsVersion(newest, save)).toBe(true);
  expect(joinsVersion(newest, { ...save, at: new Date("2026-05-01T12:02:00Z") })).toBe(false);
  expect(joinsVersion(newest, { ...save, savedBy: "bo" })).toBe(false);
  expect(joinsVersion(newest, { ...save, session: "other tab" })).toBe(false);
  expect(joinsVersion(newest, { ...save, isRestore: true })).toBe(false);
  expect(joinsVersion({ ...newest, name: "Final" }, save)).toBe(false);
  expect(joinsVersion({ ...newest, kind: "restored" }, save)).toBe(false);
});
