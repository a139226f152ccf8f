import { type Template, TypeGuards, toValueSync, Value } from "liquidjs";

/** One mention of a path into the person's data. */
export interface TemplateUse {
  path: string;
  /**
   * - `required`: who has no value cannot get the message;
   * - `conditional`: required only where a condition leads there;
   * - `optional`: a condition asks for it, or another value takes its place.
   */
  need: "required" | "conditional" | "optional";
  /** What is written instead, where the template names it. */
  fallback: string | null;
}

export interface TemplateUses {
  uses: TemplateUse[];
  /** `(1..9)`: a list, which a message has no use for and which can be made as long as one likes. */
  hasRange: boolean;
}

/** Walks parsed templates without running them. */
export function usesOfTemplates(templates: readonly Template[]): TemplateUses {
  const found: TemplateUses = { uses: [], hasRange: false };
  for (const template of templates) walkTemplate(template, "required", found);
  return found;
}

type Need = TemplateUse["need"];

function walkTemplate(template: Template, need: Need, found: TemplateUses): void {
  // What a condition itself asks for may be missing; what stands in its branches may not.
  const children = template.children ? toValueSync(template.children(false, true)) : [];
  const asks = TypeGuards.isTagToken(template.token);
  for (const argument of template.arguments?.() ?? []) {
    if (argument instanceof Value) walkValue(argument, need, asks, found);
    else walkToken(argument, asks ? "optional" : need, null, found);
  }
  for (const child of children) walkTemplate(child, "conditional", found);
}

function walkValue(value: Value, need: Need, asks: boolean, found: TemplateUses): void {
  const [first] = value.filters;
  const hasDefault = first?.name === "default";
  const word: unknown = hasDefault ? first.args[0] : undefined;
  const fallback = TypeGuards.isQuotedToken(word) ? word.content : null;
  for (const token of value.initial.postfix) walkToken(token, asks || hasDefault ? "optional" : need, fallback, found);
  for (const filter of value.filters) {
    for (const argument of filter.args) walkToken(Array.isArray(argument) ? argument[1] : argument, need, null, found);
  }
}

function walkToken(token: unknown, need: Need, fallback: string | null, found: TemplateUses): void {
  if (TypeGuards.isRangeToken(token)) {
    found.hasRange = true;
    walkToken(token.lhs, need, null, found);
    walkToken(token.rhs, need, null, found);
  } else if (TypeGuards.isPropertyAccessToken(token)) {
    if (token.variable !== undefined) walkToken(token.variable, need, null, found);
    const path: string[] = [];
    for (const part of token.props) {
      if (TypeGuards.isWordToken(part) || TypeGuards.isQuotedToken(part)) path.push(part.content);
      else if (TypeGuards.isNumberToken(part)) path.push(String(part.content));
      else walkToken(part, need, null, found);
    }
    // A path that is put together while filling in is not known before.
    if (token.variable === undefined && path.length === token.props.length) {
      found.uses.push({ path: path.join("."), need, fallback });
    }
  }
}
