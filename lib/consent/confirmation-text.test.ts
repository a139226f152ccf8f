import { describe, expect, it } from "vitest";
import { answerKinds } from "@/lib/consent/answer";
import { confirmationText } from "@/lib/consent/confirmation-text";
import { keywordIntent } from "@/lib/consent/keyword-intent";

const context = { brandName: "Acme {support} $&", supportContact: "+1 415 555 0100" };
const locales = ["en", "es", "de-AT", "fr-CA", "pt-BR", "nl", "it", "ar-EG"];

describe("what the app answers by itself", () => {
  it.each(locales)("speaks %s, with the brand and no link or offer", (locale) => {
    const texts = answerKinds.map((kind) => confirmationText(kind, { ...context, locale }));
    expect(new Set(texts).size).toBe(answerKinds.length);
    for (const text of texts) {
      expect(text.startsWith("Acme")).toBe(true);
      expect(text).not.toMatch(/https?:|%|[$€£]\d/);
      expect(text.length).toBeLessThan(200);
    }
  });

  it("says in each language how to come back, how to leave and whom to ask", () => {
    for (const locale of locales) {
      const plain = { locale, brandName: "Acme", supportContact: "+1 415 555 0100" };
      expect(confirmationText("stop_confirmation", plain)).toContain("START");
      expect(confirmationText("start_confirmation", plain)).toContain("STOP");
      expect(confirmationText("help", plain)).toContain("+1 415 555 0100");
    }
  });

  it("falls back to English, whatever the locale holds", () => {
    const inEnglish = confirmationText("help", { ...context, locale: "en" });
    for (const locale of ["", "xx", "-", "constructor"]) {
      expect(confirmationText("help", { ...context, locale })).toBe(inEnglish);
    }
  });

  it("names words the app itself understands", () => {
    const words = ["START", "STOP", "HELP"].map((text) => keywordIntent({ text, payload: null, title: null }));
    expect(words).toEqual(["start", "stop", "help"]);
  });
});
