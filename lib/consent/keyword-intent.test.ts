import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keywordIntent } from "@/lib/consent/keyword-intent";
import { sentences } from "@/lib/consent/keyword-intent.fixtures";

const said = (text: string) => keywordIntent({ text, payload: null, title: null });

describe("a person's wish in their own words", () => {
  it.each(sentences.stop)("takes %j as STOP", (text) => expect(said(text)).toBe("stop"));
  it.each(sentences.talk)("takes %j as ordinary talk", (text) => expect(said(text)).toBeNull());
  it.each(sentences.help)("takes %j as HELP", (text) => expect(said(text)).toBe("help"));
  it.each(sentences.start)("takes %j as START", (text) => expect(said(text)).toBe("start"));

  it("is heard through buttons and replies too", () => {
    expect(keywordIntent({ text: null, payload: "STOP", title: "Keine Werbung mehr" })).toBe("stop");
    expect(keywordIntent({ text: null, payload: "optout", title: "Stop promotions" })).toBe("stop");
    expect(keywordIntent({ text: null, payload: "0190c1a0:b1", title: "Stop promotions" })).toBe("stop");
    expect(keywordIntent({ text: null, payload: "0190c1a0:yes", title: "Yes" })).toBeNull();
  });

  it("is not what a sender wrote on a button of its own, unless the label says nothing else", () => {
    const pressed = (title: string) => keywordIntent({ text: null, payload: "0190c1a0:b1", title });
    for (const title of [
      "Cancel",
      "End",
      "Remove",
      "Cancelar",
      "Join",
      "Start",
      "Info",
      "Help",
      "Subscribe",
      "No more",
    ]) {
      expect([title, pressed(title)]).toEqual([title, null]);
    }
    for (const title of [
      "STOP",
      "Unsubscribe",
      "Opt out",
      "Stop promotions",
      "Keine Nachrichten mehr",
      "Se désabonner",
    ]) {
      expect([title, pressed(title)]).toEqual([title, "stop"]);
    }
    expect(keywordIntent({ text: null, payload: "cancel", title: "Cancel" })).toBe("stop");
  });

  it("does not depend on case, spaces and punctuation around it", () => {
    const edge = fc.string({ unit: fc.constantFrom(" ", ".", "!", "\n", "*", "…", "🙏"), maxLength: 6 });
    fc.assert(
      fc.property(
        fc.constantFrom("stop", "unsubscribe", "opt out", "arrêt"),
        edge,
        edge,
        fc.boolean(),
        (word, left, right, loud) => {
          expect(said(left + (loud ? word.toUpperCase() : word) + right)).toBe("stop");
        },
      ),
    );
  });

  it("answers any text at all, and quickly", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 3000 }), (text) => {
        expect(["stop", "help", "start", null]).toContain(said(text));
      }),
    );
    const nasty = `${"stop sending ".repeat(20)}${"me ".repeat(2000)}`;
    const started = performance.now();
    for (let round = 0; round < 50; round++) said(nasty.slice(0, 299));
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
