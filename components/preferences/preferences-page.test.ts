import { describe, expect, it } from "vitest";
import { brandStyle } from "@/components/preferences/brand-style";
import { html } from "@/components/preferences/html";
import { type Notice, noticePage } from "@/components/preferences/notice-page";
import { en } from "@/components/preferences/words/en";
import { allWords, pickWords } from "@/components/preferences/words/pick-words";
import { fill } from "@/components/preferences/words/words";

const placesOf = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

describe("the words of the public pages", () => {
  it.each(allWords.map((words) => [words.languageName, words] as const))(
    "in %s fill the same places as in English",
    (_, words) => {
      for (const [key, text] of Object.entries(en)) {
        const translated = words[key as keyof typeof en];
        if (typeof text !== "string" || typeof translated !== "string") continue;
        expect(translated.trim(), key).not.toBe("");
        expect(placesOf(translated), key).toEqual(placesOf(text));
      }
      for (const notice of ["expired", "forged", "link", "busy", "refused"] satisfies Notice[]) {
        const { document } = noticePage(notice, words);
        expect(document).toContain(`<html lang="${words.language}" dir="${words.direction}">`);
        expect(document.replace(/<style>.*<\/style>/s, "")).not.toMatch(/\{\w+\}|undefined/);
      }
    },
  );

  it("are those of the first language we speak, however the wish is written", () => {
    expect(pickWords([null, "xx", "pt-BR;q=0.8"]).language).toBe("pt");
    expect(pickWords([" AR_eg"]).language).toBe("ar");
    expect(pickWords(["constructor", ""]).language).toBe("en");
  });

  it("take a name as it is, even one that looks like a place to fill", () => {
    expect(fill("{brand} and {support}", { brand: "{support} $&", support: "x" })).toBe("{support} $& and x");
  });
});

describe("markup", () => {
  it("escapes every value that is not markup itself", () => {
    const nasty = `<img src=x onerror="alert('1')">&`;
    expect(html`<p title="${nasty}">${[nasty, html`<b>${1}</b>`]}${false}${null}</p>`.markup).toBe(
      `<p title="&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;">&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;<b>1</b></p>`,
    );
  });
});

describe("the brand's colour", () => {
  const contrast = (left: string, right: string) => {
    const luminance = (color: string) => {
      const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
        const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
        return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const [lighter = 0, darker = 0] = [luminance(left), luminance(right)].sort((a, b) => b - a);
    return (lighter + 0.05) / (darker + 0.05);
  };

  it("carries words that can be read, whatever it is", () => {
    for (const brand of ["#000000", "#ffffff", "#ffd400", "#0b6e75", "#777777", "#ff0000", "#00ff00", "#0000ff"]) {
      const ink = /--on-brand:(#\w{6})/.exec(brandStyle(brand))?.[1] ?? "";
      expect(contrast(brand, ink), brand).toBeGreaterThanOrEqual(4.5);
    }
  });

  it("is never anything but a colour", () => {
    expect(brandStyle("red;}body{display:none")).not.toContain("body{display:none");
  });
});
