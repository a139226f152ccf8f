import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { personScope } from "@/lib/message/person";
import { prepareText, renderText, usesOf } from "@/lib/message/prepare-text";
import { readingBudget } from "@/lib/message/template-budget";

/** Somebody wrote a whole page into one cell of an import, and named a column after a trap. */
const scope = personScope({
  first_name: "Ana",
  last_name: null,
  email: null,
  country: null,
  locale: null,
  time_zone: null,
  attributes: JSON.parse(
    JSON.stringify({
      city: "Porto",
      page: "Lorem ipsum ".repeat(800),
      percent: "%".repeat(5000),
      zwj: "👩‍👩‍👧‍👦".repeat(400),
      huge: 1.7976931348623157e308,
      toString: "own",
      hasOwnProperty: "own",
    }).replace('"city"', '"__proto__":"own","constructor":"own","city"'),
  ),
});

interface Outcome {
  /** The message as the person would read it. */
  text: string;
  findings: string[];
  missing: string[];
}

/** Everything that happens to the strings of one message: read, looked through, filled in. */
function readAndFill(strings: readonly string[]): Outcome {
  const budget = readingBudget();
  const prepared = strings.map((source) => prepareText(source, budget));
  const gaps = { missing: new Set<string>() };
  const text = prepared.map((one) => renderText(one, scope, gaps)).join("");
  for (const one of prepared) usesOf(one);
  return { text, findings: prepared.flatMap(({ problem }) => problem?.text ?? []), missing: [...gaps.missing] };
}

/**
 * Milliseconds of this process's own work: what other programs do meanwhile does not count. The second best of
 * five, since a busy machine also makes the same work slower. */
function cpuMs(work: () => unknown): number {
  const runs = Array.from({ length: 5 }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return runs.sort((one, other) => one - other)[1] ?? 0;
}

const cpuMsMax = 50;
const outputCharsMax = 50_000;

function fill(piece: string, chars: number): string {
  return piece.repeat(Math.floor(chars / piece.length));
}

const wrap = (open: string, inside: string, close: string, times: number) =>
  open.repeat(times) + inside + close.repeat(times);

/** Refused, or cut short: somebody must be told. */
const refused: Record<string, string[]> = {
  "a thousand outputs": [fill("{{a}}", 5000)],
  "a thousand filtered outputs": [fill("{{first_name|upcase}}", 5000)],
  "outputs of unknown values": [fill("{{x|append:y|append:z}}", 1900)],
  "nine unknown values in each output": [
    fill("{{a|append:b|append:c|append:d|append:e|append:f|append:g|append:h}}", 1900),
  ],
  "conditions inside conditions": [wrap("{% if first_name %}", "x", "{% endif %}", 150)],
  "elses inside elses": [wrap("{%if a%}{%else%}", "x", "{%endif%}", 190)],
  "unless inside unless": [wrap("{%unless a%}", "x", "{%endunless%}", 200)],
  "cases inside cases": [wrap("{%case a%}{%when 1%}", "x", "{%endcase%}", 150)],
  "conditions never closed": [fill("{% if first_name %}", 1900)],
  "a case never closed": ["{% case first_name %}{% when 'Ana' %}"],
  "a comment never closed": [`{% comment %}${"x".repeat(4900)}`],
  "comments inside comments": ["{%comment%}".repeat(150)],
  "ends without beginnings": ["{% endif %}{% endcase %}"],
  "an end of another kind": ["{% if first_name %}{% endcase %}{% endif %}"],
  "an output never closed": ["{{ first_name"],
  "a tag never closed": ["{% if first_name"],
  "nothing but open braces": ["{".repeat(5000)],
  "nothing but open tags": [fill("{%", 5000)],
  "open braces with a quote": [`{{ "${"\\".repeat(1900)}`],
  "braces in quotes in braces": [`{{ "${fill("{{", 1000)}" }}`],
  "an empty output full of spaces": [`{{${" ".repeat(1900)}}}`],
  "a name of two thousand letters and no end": [`{{${"a".repeat(4990)}`],
  "spaces before a pipe that leads nowhere": [`{{ a ${" ".repeat(1900)}| }`],
  "a default that never ends": [`{{ a | default: "${"x".repeat(1900)} }}`],
  "seven hundred filters": [`{{a${"|upcase".repeat(700)}}}`],
  "a long value appended to itself": [`{{attributes.page${"|append:attributes.page".repeat(80)}}}`],
  "a long value appended in many places": Array.from(
    { length: 40 },
    () => "{{attributes.page|append:attributes.page|append:attributes.page}}",
  ),
  "a long value written often": [fill("{{attributes.page}}", 1900)],
  "a long value written often, without the engine": Array.from({ length: 60 }, () => "{{ attributes.page }}"),
  "percent signs escaped again and again": [`{{attributes.percent${"|url_encode".repeat(150)}}}`],
  "a list of two hundred thousand numbers": ["{{ (1..199999) }}"],
  "a list of a thousand million numbers": ["{{ (1..1000000000) }}"],
  "lists in each output": [fill("{{(1..99999)}}", 1900)],
  "a list in a condition": ["{% if (1..100000) contains 7 %}x{% endif %}"],
  "a list in a case": ["{% case (1..100000) %}{% when (1..100000) %}x{% endcase %}"],
  "a list in a filter": ["{{ first_name | append: (1..100000) }}"],
  "a list as a key": ["{{ attributes[(1..100000)] }}"],
  "a list inside a branch": ["{% if first_name %}{% unless x %}{{ (1..100000) | size }}{% endunless %}{% endif %}"],
  "a list whose ends are values": ["{{ (attributes.huge..attributes.huge) }}"],
  "a property of a list": ["{{ (1..100000).size }}"],
  "a path of a thousand steps": [`{{ a${".b".repeat(900)} }}`],
  "keys inside keys": [`{{a${"[a".repeat(600)}${"]".repeat(600)}}}`],
  "keys never closed": [`{{a${"[a".repeat(900)}}}`],
  "the chain of prototypes": ["{{ first_name.constructor }}"],
  "the chain of prototypes by key": ['{{ first_name["constructor"]["constructor"] }}'],
  "the prototype of the person": ["{{ __proto__ }}"],
  "the prototype of the prototype": ["{{ __proto__.__proto__.constructor }}"],
  "a method of the person": ["{{ toString }}{{ valueOf }}{{ hasOwnProperty }}"],
  "a method of an attribute": ["{{ attributes.city.toString }}"],
  "a method of a word": ['{{ "x".constructor }}'],
  "a method of a number": ["{{ 5.toFixed }}{{ 5.constructor }}"],
  "a method by a name put together": ['{% if x == nil %}{{ attributes["valueOf"] }}{% endif %}'],
  "the engine's own words": ["{{ forloop }}{{ block }}{{ self }}{{ liquid }}"],
  globals: ["{{ globalThis }}{{ process.env }}{{ window.document.cookie }}"],
  "a loop": ["{% for i in (1..1000000000) %}x{% endfor %}"],
  "a table": ["{% tablerow i in (1..1000000) %}x{% endtablerow %}"],
  "an assignment": ["{% assign a = 'x' %}"],
  "a capture": ["{% capture a %}x{% endcapture %}"],
  "a counter": ["{% increment a %}"],
  "a cycle": ["{% cycle 'a', 'b' %}"],
  "an inclusion": ["{% include '/etc/passwd' %}"],
  "a rendering": ["{% render '../../secret' %}"],
  "a layout": ["{% layout 'x' %}"],
  "raw text": ["{% raw %}{{ first_name }}{% endraw %}"],
  "an instruction inside an instruction": ["{% liquid assign a = 1 %}"],
  "an echo": ["{% echo first_name %}"],
  "a replacement that grows": ["{{ first_name | replace: 'a', 'aaaaaaaaaa' }}"],
  "a split": ["{{ attributes.page | split: '' }}"],
  "a repetition by joining": ["{{ attributes.page | split: '' | join: attributes.page }}"],
  "JSON of everything": ["{{ attributes | json }}"],
  "an inspection": ["{{ attributes | inspect }}"],
  "a decoding": ["{{ 'PHNjcmlwdD4=' | base64_decode }}"],
  "a sort": ["{{ attributes | sort | map: 'constructor' }}"],
  "an expression of another language": ["{{ attributes | where_exp: 'x', 'x.constructor' }}"],
  "a date as wide as a wall": ["{{ 1 | date: '%999999999d' }}"],
  "a date as wide as a door": ["{{ 1 | date: '%0000000999N' }}"],
  "a date of a thousand words": [`{{1|date:"${fill("%A", 1900)}"}}`],
  "a date in each output": [fill("{{1|date:'%A %B'}}", 1900)],
  "a date in many zones": Array.from({ length: 3 }, () => fill("{{1|date:'%c','Asia/Tokyo'}}", 1900)),
  "a date with a format out of the data": ["{{ 1 | date: attributes.page }}"],
  "the current time": ["{{ 'now' | date: '%s' }}{{ 'today' | date: '%s' }}"],
  "a zone that does not exist": ["{{ 1 | date: '%H', 'Nowhere/Never' }}"],
  "an unknown filter": ["{{ first_name | constructor }}"],
  "a filter named like a method": ["{{ first_name | __proto__ }}{{ first_name | toString }}"],
  "a tag named like a method": ["{% constructor %}{% __proto__ %}"],
  "letters that look like letters": ["{{ fіrst_name }}"],
  "letters as wide as two": ["{{ ｆｉｒｓｔ＿ｎａｍｅ }}"],
  "a name that reads from right to left": ["{{ \u202Eeman_tsrif }}"],
  "a name with nothing in it": ["{{ first\u200B_name }}"],
  "half a character": ["{{ \uD800 }}"],
  "a byte order mark": ["{{ \uFEFFfirst_name_ }}"],
  "more than one text may hold": [`{{ first_name }}${"x".repeat(1_000_000)}`],
  "a pattern that makes patterns slow": [`{{ a${".a".repeat(800)}!`],
  "six thousand texts, each at its limit": Array.from({ length: 6000 }, () => fill("{{ first_name | upcase }}", 5000)),
  "six thousand texts, each a little below": Array.from({ length: 6000 }, () => fill("{{x|upcase}}", 1900)),
  "six thousand faults": Array.from({ length: 6000 }, () => `{% if ${"x".repeat(1900)}`),
  "six thousand long texts with one variable": Array.from(
    { length: 6000 },
    () => `${"x".repeat(4900)}{{ x | upcase }}`,
  ),
  "twenty-four thousand variables": Array.from({ length: 24_000 }, (_, index) => `{{ a${index} }}`),
  "the costliest allowed, many times": Array.from({ length: 20 }, () => `{%if a${fill(" and a", 1900)}%}x{%endif%}`),
  "conditions over many unknown values": Array.from(
    { length: 20 },
    (_, index) =>
      `{% if true %}{{x${index}|append:y${index}|append:z${index}}}{%if a${fill(" or a", 700)}%}x{%endif%}{% endif %}`,
  ),
};

/** Odd, but nothing to complain about. */
const harmless: Record<string, [source: string, text: string]> = {
  "lone closing braces": ["}} %} }}", "}} %} }}"],
  "a single brace": ["{ first_name }", "{ first_name }"],
  "own data named like a method": ["{{ attributes.toString }}{{ attributes.constructor }}", "ownown"],
  "own data named like the prototype": ['{{ attributes["__proto__"] | upcase }}', "OWN"],
  "an infinite number": ["{{ attributes.huge | times: 10 }}", "Infinity"],
  "a division by nothing": ["{{ 1 | divided_by: 0 }}", "Infinity"],
  "a number that is none": ['{{ "x" | times: 2 }}', "0"],
  "rounding to a thousand places": ["{{ 1.5 | round: 1000 }}", "1.5"],
  "a date that is none": ['{{ "tomorrow-ish" | date: "%Y" }}', "tomorrow-ish"],
  "a date beyond all calendars": ['{{ 99999999999999 | date: "%Y" }}', "99999999999999"],
  "cutting behind the end": ["{{ first_name | truncate: 999999999999 }}", "Ana"],
  "cutting before the beginning": ["{{ first_name | truncate: -5, '' }}", ""],
  "removing nothing": ["{{ first_name | remove: '' }}", "Ana"],
  "no words": ["{{ '' | truncatewords: -1 }}", "..."],
  "braces inside quotes": ['{{ first_name | append: "}}" }}', "Ana}}"],
  "a family": ["{{ attributes.zwj | truncate: 1, '' }}", "👩"],
};

describe("a hostile template", () => {
  test("there are many of them", () => {
    expect(Object.keys(refused).length + Object.keys(harmless).length).toBeGreaterThanOrEqual(100);
  });

  test.each(Object.entries(refused))("%s: ends, and somebody is told", (_, strings) => {
    const { text, findings, missing } = readAndFill(strings);
    const sourceChars = strings.reduce((sum, source) => sum + source.length, 0);
    expect(findings.length + missing.length).toBeGreaterThan(0);
    expect(findings.length).toBeLessThanOrEqual(50);
    expect(missing.length).toBeLessThanOrEqual(50);
    for (const finding of findings) expect(finding).toMatch(/^[A-Z].{10,300}\.$/s);
    expect(text.length).toBeLessThanOrEqual(sourceChars + outputCharsMax);
    expect(text).not.toMatch(/native code|\[object|=>/);
    expect(cpuMs(() => readAndFill(strings))).toBeLessThan(cpuMsMax);
  });

  test.each(Object.entries(harmless))("%s: reads as it should", (_, [source, expected]) => {
    expect(readAndFill([source])).toEqual({ text: expected, findings: [], missing: [] });
  });

  test("what is refused costs the same however often it is tried, and says the same", () => {
    for (const strings of Object.values(refused)) {
      const [first, second] = [readAndFill(strings), readAndFill(strings)];
      expect(second).toEqual(first);
    }
  });
});

describe("random templates", () => {
  const path = fc.oneof(
    fc.constantFrom(
      "first_name",
      "attributes.city",
      "attributes.page",
      "x",
      "__proto__",
      "constructor",
      "a.b.c",
      "1",
      "nil",
    ),
    fc.string({ maxLength: 6 }),
  );
  const word = fc.oneof(
    path,
    fc.string({ maxLength: 8 }).map((text) => `'${text.replaceAll("'", "")}'`),
    fc.integer().map(String),
  );
  const filter = fc
    .tuple(
      fc.constantFrom(
        "default",
        "append",
        "prepend",
        "upcase",
        "truncate",
        "truncatewords",
        "remove",
        "date",
        "times",
        "round",
        "url_encode",
        "squish",
        "strip",
        "size",
        "replace",
        "split",
      ),
      fc.option(word),
    )
    .map(([name, argument]) => ` | ${name}${argument === null ? "" : `: ${argument}`}`);
  const filters = fc.array(filter, { maxLength: 5 }).map((list) => list.join(""));
  const { template } = fc.letrec<{ template: string; piece: string }>((tie) => ({
    template: fc.array(tie("piece"), { maxLength: 6 }).map((list) => list.join("")),
    piece: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.string({ maxLength: 20, unit: "grapheme" }),
      fc.tuple(word, filters).map(([value, chain]) => `{{ ${value}${chain} }}`),
      fc
        .tuple(word, tie("template"), tie("template"))
        .map(([ask, yes, no]) => `{% if ${ask} %}${yes}{% else %}${no}{% endif %}`),
      fc
        .tuple(word, word, tie("template"))
        .map(([of, is, then]) => `{% case ${of} %}{% when ${is} %}${then}{% endcase %}`),
      fc
        .tuple(word, word, tie("template"))
        .map(([one, other, then]) => `{% unless ${one} == ${other} %}${then}{% endunless %}`),
      fc.constantFrom("{{", "}}", "{%", "%}", "{%-", "-}}", "{% endif %}", "{% comment %}", "(1..999999)", "\\", '"'),
    ),
  }));

  test("end without an exception, within the same bounds, and the same way each time", () => {
    fc.assert(
      fc.property(fc.array(template, { maxLength: 12 }), (strings) => {
        const { text, missing, findings } = readAndFill(strings);
        const sourceChars = strings.reduce((sum, source) => sum + source.length, 0);
        expect(text.length).toBeLessThanOrEqual(sourceChars + outputCharsMax);
        expect(text).not.toMatch(/native code|\[object/);
        expect(readAndFill(strings)).toEqual({ text, missing, findings });
      }),
      { numRuns: 400 },
    );
  });

  test("take no longer than the worst we thought of", () => {
    const samples = fc.sample(fc.array(template, { minLength: 8, maxLength: 40 }), { numRuns: 25, seed: 7 });
    for (const strings of samples) expect(cpuMs(() => readAndFill(strings))).toBeLessThan(cpuMsMax);
  });
});
