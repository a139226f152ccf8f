/** What an expression may look at: the event that started the run, and (for cancelOn) the one that came now. */
interface ExpressionScope {
  event: unknown;
  async?: unknown;
}

/** A compiled expression; a missing attribute is null, as in Inngest, never an error. */
export type Expression = (scope: ExpressionScope) => unknown;

const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)|(==|!=|<=|>=|&&|\|\||[<>!+()]))/y;

const BINARY: readonly Record<string, (left: unknown, right: unknown) => unknown>[] = [
  { "||": (left, right) => left === true || right === true },
  { "&&": (left, right) => left === true && right === true },
  { "==": (left, right) => left === right, "!=": (left, right) => left !== right },
  {
    "<": (left, right) => order(left, right) < 0,
    "<=": (left, right) => order(left, right) <= 0,
    ">": (left, right) => order(left, right) > 0,
    ">=": (left, right) => order(left, right) >= 0,
  },
  { "+": (left, right) => plus(left, right) },
];

/**
 * Compiles the part of CEL our functions use: paths under event and async, literals, == != < <= > >= && || ! + ( ) has().
 * Throws a sentence on anything else, so that an expression never silently means something different here.
 */
export function compileExpression(source: string): Expression {
  const tokens = tokenize(source);
  let position = 0;
  const refuse = () => new Error(`expression "${source}" is not supported near "${tokens[position] ?? "its end"}"`);
  const take = (token: string) => {
    if (tokens[position] !== token) throw refuse();
    position++;
  };

  const binary = (level: number): Expression => {
    const operators = BINARY[level];
    if (!operators) return unary();
    let left = binary(level + 1);
    for (;;) {
      const apply = operators[tokens[position] ?? ""];
      if (!apply) return left;
      position++;
      const [a, b] = [left, binary(level + 1)];
      left = (scope) => apply(a(scope), b(scope));
    }
  };
  const unary = (): Expression => {
    if (tokens[position] !== "!") return primary();
    position++;
    const inner = unary();
    return (scope) => inner(scope) !== true;
  };
  const primary = (): Expression => {
    const token = tokens[position] ?? "";
    position++;
    if (token === "(") {
      const inner = binary(0);
      take(")");
      return inner;
    }
    if (token === "has" && tokens[position] === "(") {
      position++;
      const inner = primary();
      take(")");
      return (scope) => inner(scope) !== null;
    }
    if (token === "true" || token === "false") return () => token === "true";
    if (token === "null") return () => null;
    if (/^\d/.test(token)) return () => Number(token);
    if (/^["']/.test(token)) {
      const text = token.slice(1, -1).replace(/\\(.)/g, "$1");
      return () => text;
    }
    const path = token.split(".");
    if (path[0] === "event" || path[0] === "async") return (scope) => lookUp(scope, path);
    position--;
    throw refuse();
  };

  const compiled = binary(0);
  if (position < tokens.length) throw refuse();
  return compiled;
}

function tokenize(source: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const text = source.trimEnd();
  while (TOKEN.lastIndex < text.length) {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw new Error(`expression "${source}" is not supported near "${text.slice(start).trim()}"`);
    tokens.push(match[0].trim());
  }
  return tokens;
}

function lookUp(scope: ExpressionScope, path: readonly string[]): unknown {
  let value: unknown = scope;
  for (const name of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return null;
    value = (value as Record<string, unknown>)[name];
  }
  return value ?? null;
}

/** Negative, zero or positive; NaN, which no comparison likes, when the two are not of one kind. */
function order(left: unknown, right: unknown): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  if (typeof left === "string" && typeof right === "string") return left < right ? -1 : left > right ? 1 : 0;
  return Number.NaN;
}

function plus(left: unknown, right: unknown): unknown {
  if (typeof left === "number" && typeof right === "number") return left + right;
  return `${left ?? ""}${right ?? ""}`;
}
