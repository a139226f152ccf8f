import { type Liquid, Output, Parser, type Template, Tokenizer, TypeGuards } from "liquidjs";
import { CountingContext } from "@/lib/message/counting-context";
import { createLiquid, templateCharsMax } from "@/lib/message/liquid-language";
import { type PersonScope, type PersonValue, valueAt } from "@/lib/message/person";
import {
  affords,
  type FillingBudget,
  faultCost,
  fillingBudget,
  instructionCharsMax,
  instructionsMax,
  isSpent,
  type ReadingBudget,
  readingBudget,
  readingCost,
  spend,
} from "@/lib/message/template-budget";
import { type TemplateUse, usesOfTemplates } from "@/lib/message/template-uses";

/** A template parsed once: what is the same for everybody, and what is looked up for each person. */
type PreparedPiece =
  | { kind: "static"; text: string }
  /** `fallback` null: the person must have a value. */
  | { kind: "value"; path: readonly string[]; name: string; fallback: string | null; example: string }
  | { kind: "liquid"; template: Template; source: string };

export interface PreparedText {
  pieces: readonly PreparedPiece[];
  /** Why the template cannot be used; its source is then shown as it stands. */
  problem: TemplateProblem | null;
}

export interface TemplateProblem {
  text: string;
  line: number;
  column: number;
}

export interface RenderedPiece {
  text: string;
  variable: boolean;
  /** What such a value looks like: the same for every person. */
  example?: string;
}

/** Invented values, for those who read a message before anybody gets it. */
const exampleOf: Readonly<Record<string, string>> = {
  ...{ first_name: "Ana", last_name: "Silva", email: "ana@mail.example", country: "PT", locale: "pt" },
  time_zone: "Europe/Lisbon",
};

const liquid: Liquid = createLiquid();
const parser = new Parser(liquid);

/** `{{ path }}` and `{{ path | default: "words" }}`: nearly every variable in practice, and needs no engine. */
const simpleOutput = /^\{\{-?\s*([a-z_]\w*(?:\.[a-z_]\w*)*)\s*(?:\|\s*default:\s*(?:"([^"]*)"|'([^']*)')\s*)?-?\}\}$/i;
const literalWords = new Set(["true", "false", "nil", "null", "empty", "blank"]);

/**
 * Parses a string that may hold Liquid. Never throws: what cannot be parsed is reported. The strings of one message
 * share a budget; the one that exceeds it is reported, and those after it are left as they stand.
 */
export function prepareText(source: string, budget: ReadingBudget = readingBudget()): PreparedText {
  const asItStands: PreparedPiece[] = [{ kind: "static", text: source }];
  const instructions = budget.left === 0 ? 0 : countInstructions(source);
  if (instructions === 0) return { pieces: asItStands, problem: null };
  try {
    return { pieces: readPieces(source, instructions, budget), problem: null };
  } catch (error) {
    // The budget's own end is told as such, and once.
    const isOver = !affords(budget, faultCost);
    return { pieces: asItStands, problem: isOver ? { text: tooMuch, line: 1, column: 1 } : problemOf(error) };
  }
}

/** A variable shown as a chip. `fallback` null: the person must have a value. */
export function preparedVariable(name: string, fallback: string | null): PreparedText {
  return { pieces: [valuePiece(name, fallback)], problem: null };
}

function readPieces(source: string, instructions: number, budget: ReadingBudget): PreparedPiece[] {
  if (source.length > templateCharsMax) throw new Refusal(`A template has at most ${templateCharsMax} characters.`);
  if (instructions > instructionsMax) {
    throw new Refusal(`One text has at most ${instructionsMax} variables and conditions.`);
  }
  if (!affords(budget, readingCost(source.length, instructions))) throw new Refusal(tooMuch);
  const tokens = new Tokenizer(source, liquid.options.operators).readTopLevelTokens(liquid.options);
  let instructionChars = 0;
  for (const token of tokens) if (!TypeGuards.isHTMLToken(token)) instructionChars += token.end - token.begin;
  if (instructionChars > instructionCharsMax) {
    throw new Refusal(`The variables and conditions of one text have at most ${instructionCharsMax} characters.`);
  }
  if (!affords(budget, instructionChars)) throw new Refusal(tooMuch);
  const templates = parser.parseTokens(tokens);
  if (usesOfTemplates(templates).hasRange) throw new Refusal("A list such as (1..9) cannot be used.");
  return templates.map(pieceOf);
}

function countInstructions(source: string): number {
  let count = 0;
  for (let at = source.indexOf("{"); at !== -1 && count <= instructionsMax; at = source.indexOf("{", at + 1)) {
    const next = source[at + 1];
    if (next === "{" || next === "%") count += 1;
  }
  return count;
}

/** What we refuse ourselves, in words for the screen. */
class Refusal extends Error {}

const tooMuch =
  "The message has more variables and conditions than can be filled in. From here on they are left as they stand.";

function pieceOf(template: Template): PreparedPiece {
  const { token } = template;
  if (TypeGuards.isHTMLToken(token)) return { kind: "static", text: token.getContent() };
  const source = token.getText();
  const match = template instanceof Output ? simpleOutput.exec(source) : null;
  const name = match?.[1];
  if (!match || name === undefined || literalWords.has(name.toLowerCase())) return { kind: "liquid", template, source };
  return valuePiece(name, match[2] ?? match[3] ?? null);
}

function problemOf(error: unknown): TemplateProblem {
  if (error instanceof Refusal) return { text: error.message, line: 1, column: 1 };
  const message = error instanceof Error ? error.message : String(error);
  const [, line, column] = /line:(\d+), col:(\d+)/.exec(message) ?? [];
  const first = (message.split("\n")[0] ?? "").replace(/(, )?line:\d+, col:\d+$/, "").slice(0, 200);
  return { text: inPlainWords(first), line: Number(line ?? 1), column: Number(column ?? 1) };
}

function inPlainWords(message: string): string {
  const tag = /^tag "([^"]*)" not found/.exec(message)?.[1];
  if (tag !== undefined) return `The instruction "${tag}" cannot be used in a message.`;
  const filter = /^undefined filter: (\S+)/.exec(message)?.[1];
  if (filter !== undefined) return `The filter "${filter}" cannot be used in a message.`;
  if (/not closed/.test(message)) return "Something that was opened is not closed.";
  return `This cannot be read: ${message}.`;
}

/** What filling in the templates of one message for one person found out, and may still cost. */
export interface Gaps {
  /** Paths, or the source of a template that failed. The first few are enough to say why a message cannot go. */
  missing: Set<string>;
  /** Begun with the first template that is filled in. */
  budget?: FillingBudget;
}

const missingMax = 50;

function addMissing(gaps: Gaps, name: string): void {
  if (gaps.missing.size < missingMax) gaps.missing.add(name);
}

/** Fills in one prepared string. Every piece yields one rendered piece, so that the number of variables never depends on the person. */
export function renderPieces(prepared: PreparedText, scope: PersonScope, gaps: Gaps): RenderedPiece[] {
  return prepared.pieces.map((piece) => renderPiece(piece, scope, gaps));
}

/** Fills in one prepared string as plain text. */
export function renderText(prepared: PreparedText, scope: PersonScope, gaps: Gaps): string {
  const [only, second] = prepared.pieces;
  if (only?.kind === "static" && second === undefined) return only.text;
  let text = "";
  for (const piece of prepared.pieces) text += renderPiece(piece, scope, gaps).text;
  return text;
}

/** The paths into a person's data that a prepared string uses, and whether it can do without each. */
export function usesOf(prepared: PreparedText): TemplateUse[] {
  return prepared.pieces.flatMap((piece): TemplateUse[] => {
    if (piece.kind === "static") return [];
    if (piece.kind === "liquid") return usesOfTemplates([piece.template]).uses;
    const { name, fallback } = piece;
    return [{ path: name, need: fallback === null ? "required" : "optional", fallback }];
  });
}

/** The paths into a person's data that a prepared string uses. */
export function pathsOf(prepared: PreparedText): string[] {
  return usesOf(prepared).map(({ path }) => path);
}

/** Whether the string differs from person to person. */
export function isVariable(prepared: PreparedText): boolean {
  return prepared.pieces.some((piece) => piece.kind !== "static");
}

function renderPiece(piece: PreparedPiece, scope: PersonScope, gaps: Gaps): RenderedPiece {
  if (piece.kind === "static") return { text: piece.text, variable: false };
  const text = personalText(piece, scope, gaps);
  return piece.kind === "value" ? { text, variable: true, example: piece.example } : { text, variable: true };
}

function personalText(piece: Exclude<PreparedPiece, { kind: "static" }>, scope: PersonScope, gaps: Gaps): string {
  gaps.budget ??= fillingBudget();
  try {
    const text = piece.kind === "value" ? valueOr(scope, piece, gaps) : renderLiquid(piece, scope, gaps, gaps.budget);
    spend(gaps.budget, "outputChars", text.length);
    return text;
  } catch {
    addMissing(gaps, piece.kind === "value" ? piece.name : piece.source.slice(0, 80));
    return "";
  }
}

function valuePiece(name: string, fallback: string | null): PreparedPiece {
  return { kind: "value", path: name.split("."), name, fallback, example: exampleValue(name, fallback) };
}

/** Words in place of a value: invented, else the fallback, else what the value is called. */
function exampleValue(name: string, fallback: string | null): string {
  if (Object.hasOwn(exampleOf, name)) return exampleOf[name] ?? name;
  return fallback?.trim() || name.slice(name.lastIndexOf(".") + 1).replaceAll("_", " ");
}

function valueOr(
  scope: PersonScope,
  piece: { path: readonly string[]; name: string; fallback: string | null },
  gaps: Gaps,
): string {
  const value = valueAt(scope, piece.path);
  // As in Liquid, `false` gives way to a default.
  if (value !== null && !(value === false && piece.fallback !== null)) return String(value);
  if (piece.fallback === null) addMissing(gaps, piece.name);
  return piece.fallback ?? "";
}

/** More missing values than this in one instruction are not told apart. */
const retriesMax = 8;

/** Throws when it cannot be filled in. */
function renderLiquid(
  { template }: { template: Template },
  scope: PersonScope,
  gaps: Gaps,
  budget: FillingBudget,
): string {
  let data: PersonScope = scope;
  const context = new CountingContext(liquid, scope, budget);
  for (let attempt = 0; ; attempt += 1) {
    if (isSpent(budget)) throw new Refusal(tooMuch);
    try {
      return String(liquid.renderSync([template], context));
    } catch (error) {
      const path = missingPath(error);
      if (path === null || attempt === retriesMax) throw error;
      addMissing(gaps, path);
      spend(budget, "retries", 1);
      data = withValue(data, path.split("."), "");
      context.environments = data;
    }
  }
}

/** The whole dotted path is in the source; the engine names only the part up to the first gap. */
function missingPath(error: unknown): string | null {
  const original: unknown = error instanceof Error && "originalError" in error ? error.originalError : error;
  if (!(original instanceof Error) || !("variableName" in original)) return null;
  const name = String(original.variableName);
  return /^[a-z_]\w*(\.\w+)*$/i.test(name) ? name : null;
}

function withValue(scope: PersonScope, path: readonly string[], value: PersonValue): PersonScope {
  const [key, ...rest] = path;
  if (key === undefined) return scope;
  const inner = Object.hasOwn(scope, key) ? scope[key] : undefined;
  const copy: Record<string, PersonValue | PersonScope> = Object.assign(Object.create(null), scope);
  copy[key] =
    rest.length === 0 ? value : withValue(typeof inner === "object" ? inner : Object.create(null), rest, value);
  return copy;
}
