import { type Liquid, Output, type Template, TypeGuards } from "liquidjs";
import { createLiquid, templateCharsMax } from "@/lib/message/liquid-language";
import { type PersonScope, type PersonValue, valueAt } from "@/lib/message/person";

/** A template parsed once: what is the same for everybody, and what is looked up for each person. */
type PreparedPiece =
  | { kind: "static"; text: string }
  /** `fallback` null: the person must have a value. */
  | { kind: "value"; path: readonly string[]; name: string; fallback: string | null }
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
}

const liquid: Liquid = createLiquid();

/** `{{ path }}` and `{{ path | default: "words" }}`: nearly every variable in practice, and needs no engine. */
const simpleOutput = /^\{\{-?\s*([a-z_]\w*(?:\.[a-z_]\w*)*)\s*(?:\|\s*default:\s*(?:"([^"]*)"|'([^']*)')\s*)?-?\}\}$/i;
const literalWords = new Set(["true", "false", "nil", "null", "empty", "blank"]);

/** Parses a string that may hold Liquid. Never throws: what cannot be parsed is reported. */
export function prepareText(source: string): PreparedText {
  if (!source.includes("{{") && !source.includes("{%"))
    return { pieces: [{ kind: "static", text: source }], problem: null };
  const asIs = (problem: TemplateProblem): PreparedText => ({ pieces: [{ kind: "static", text: source }], problem });
  if (source.length > templateCharsMax) {
    return asIs({ text: `A template has at most ${templateCharsMax} characters.`, line: 1, column: 1 });
  }
  try {
    return { pieces: liquid.parse(source).map(pieceOf), problem: null };
  } catch (error) {
    return asIs(problemOf(error));
  }
}

/** A variable shown as a chip. `fallback` null: the person must have a value. */
export function preparedVariable(name: string, fallback: string | null): PreparedText {
  return { pieces: [{ kind: "value", path: name.split("."), name, fallback }], problem: null };
}

function pieceOf(template: Template): PreparedPiece {
  const { token } = template;
  if (TypeGuards.isHTMLToken(token)) return { kind: "static", text: token.getContent() };
  const source = token.getText();
  const match = template instanceof Output ? simpleOutput.exec(source) : null;
  const name = match?.[1];
  if (!match || name === undefined || literalWords.has(name.toLowerCase())) return { kind: "liquid", template, source };
  return { kind: "value", path: name.split("."), name, fallback: match[2] ?? match[3] ?? null };
}

function problemOf(error: unknown): TemplateProblem {
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

/** What filling in one template found out. Missing holds paths, or the source of a template that failed. */
export interface Gaps {
  missing: Set<string>;
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

/** The paths into a person's data that a prepared string uses. */
export function pathsOf(prepared: PreparedText): string[] {
  return prepared.pieces.flatMap((piece) => {
    if (piece.kind === "static") return [];
    return piece.kind === "value" ? [piece.name] : liquid.fullVariablesSync([piece.template]);
  });
}

/** Whether the string differs from person to person. */
export function isVariable(prepared: PreparedText): boolean {
  return prepared.pieces.some((piece) => piece.kind !== "static");
}

function renderPiece(piece: PreparedPiece, scope: PersonScope, gaps: Gaps): RenderedPiece {
  if (piece.kind === "static") return { text: piece.text, variable: false };
  if (piece.kind === "value") return { text: valueOr(scope, piece, gaps), variable: true };
  return { text: renderLiquid(piece.template, piece.source, scope, gaps), variable: true };
}

function valueOr(
  scope: PersonScope,
  piece: { path: readonly string[]; name: string; fallback: string | null },
  gaps: Gaps,
): string {
  const value = valueAt(scope, piece.path);
  // As in Liquid, `false` gives way to a default.
  if (value !== null && !(value === false && piece.fallback !== null)) return String(value);
  if (piece.fallback === null) gaps.missing.add(piece.name);
  return piece.fallback ?? "";
}

/** More missing values than this in one template are not told apart. */
const retriesMax = 8;

function renderLiquid(template: Template, source: string, scope: PersonScope, gaps: Gaps): string {
  let data: PersonScope = scope;
  for (let attempt = 0; attempt <= retriesMax; attempt += 1) {
    try {
      return String(liquid.renderSync([template], data));
    } catch (error) {
      const path = missingPath(error);
      if (path === null) break;
      gaps.missing.add(path);
      data = withValue(data, path.split("."), "");
    }
  }
  gaps.missing.add(source.slice(0, 80));
  return "";
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
