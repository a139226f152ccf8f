/** The colour of words on the brand's colour: whichever of black and white stands out more (WCAG 2.2, 1.4.3). */
function inkOn(brandColor: string): "#000000" | "#ffffff" {
  const channel = (at: number) => {
    const value = Number.parseInt(brandColor.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const luminance = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
  return (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05) ? "#000000" : "#ffffff";
}

/** The whole style of the public pages. Logical properties throughout, so that right-to-left languages mirror it. */
export function brandStyle(brandColor: string): string {
  const brand = /^#[0-9a-f]{6}$/i.test(brandColor) ? brandColor : "#1f2933";
  return `
:root{color-scheme:light dark;--brand:${brand};--on-brand:${inkOn(brand)};--ground:#fbfaf8;--card:#fff;--ink:#1c1b19;--muted:#5b5852;--line:#8a867e;--soft:#e4e1da;--harm:#a8261b;--good-ground:#e7f3ec;--good-ink:#134a2b}
@media (prefers-color-scheme:dark){:root{--ground:#191816;--card:#232220;--ink:#f2f0ec;--muted:#b7b3ab;--line:#8f8b83;--soft:#3a3835;--harm:#ff9d92;--good-ground:#163526;--good-ink:#c9f0d8}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere;hyphens:auto;hyphenate-limit-chars:14 6 4}
header{background:var(--brand);color:var(--on-brand);padding:16px}
header p,main{max-width:36rem;margin:0 auto}
header p{max-width:34rem}
header p{font-weight:600;font-size:18px}
main{padding:16px}
h1{font-size:24px;line-height:1.25;margin:8px 0}
h2,legend{font-size:18px;font-weight:600;margin:0;padding:0}
section,fieldset{border:1px solid var(--soft);border-radius:12px;background:var(--card);padding:16px;margin:0 0 16px;min-width:0}
.hint,small{color:var(--muted);font-size:15px}
.hint{margin:4px 0 8px}
label.choice{display:flex;gap:12px;align-items:center;min-height:48px;padding:4px 0;cursor:pointer}
label.choice small{display:block}
input[type=checkbox]{inline-size:24px;block-size:24px;margin:0;flex:none;accent-color:var(--brand);border-radius:3px;box-shadow:0 0 0 1px var(--line)}
input[type=date]{display:block;font:inherit;min-height:48px;inline-size:100%;max-inline-size:20rem;padding:8px 12px;border:1px solid var(--line);border-radius:8px;background:var(--card);color:var(--ink)}
button{font:inherit;font-weight:600;min-height:48px;padding:10px 20px;border-radius:8px;border:1px solid var(--line);background:var(--card);color:var(--ink);cursor:pointer;inline-size:100%}
button.main{background:var(--brand);color:var(--on-brand);border-color:var(--line)}
button.harm{color:var(--harm);border-color:var(--harm)}
legend{float:inline-start;inline-size:100%}legend+*{clear:both}
form{margin:0 0 16px}section form,.notice form{margin:12px 0 0}
:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
.notice{background:var(--good-ground);color:var(--good-ink);border-radius:12px;padding:16px;margin:0 0 16px}
.notice.plain{background:var(--card);color:var(--ink);border:1px solid var(--line)}
.notice p,.error{margin:0}
[hidden]{display:none}
.error{color:var(--harm);font-weight:600;margin-block-start:8px}
ul{list-style:none;margin:8px 0 0;padding:0}
li{border-block-start:1px solid var(--soft);padding:10px 0}
li small{display:block}
nav ul{display:flex;flex-wrap:wrap;gap:4px}
nav li{border:0;padding:0}
nav a{display:inline-flex;align-items:center;justify-content:center;min-height:44px;min-width:44px;padding:8px 12px}
a{color:inherit}
video{display:block;inline-size:100%;block-size:auto;max-block-size:75vh;border-radius:12px;background:#000}
audio{display:block;inline-size:100%}`;
}
