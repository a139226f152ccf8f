import { type Message, messageSchema } from "@/lib/message/schema";

/**
 * Gives a variable a default wherever it stands without one: as a chip, or as `{{ path }}` in any text. The same
 * message when it stands nowhere.
 */
export function addDefault(message: Message, path: string, fallback: string): Message {
  // Liquid has no escapes: the quote that does not occur inside is used.
  const quote = fallback.includes('"') ? "'" : '"';
  const words = quote === "'" ? fallback.replaceAll("'", "’") : fallback;
  const output = new RegExp(`\\{\\{(-?)\\s*${path.replaceAll(".", "\\.")}\\s*(-?)\\}\\}`, "g");
  let isChanged = false;
  const visit = (value: unknown): unknown => {
    if (typeof value === "string") {
      const changed = value.replace(
        output,
        (_, left: string, right: string) => `{{${left} ${path} | default: ${quote}${words}${quote} ${right}}}`,
      );
      if (changed !== value) isChanged = true;
      return changed;
    }
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== "object" || value === null) return value;
    const inner = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, visit(each)]));
    if (inner.type !== "variable" || inner.path !== path || inner.fallback !== null) return inner;
    isChanged = true;
    return { ...inner, fallback };
  };
  const changed = visit(message);
  return isChanged ? messageSchema.parse(changed) : message;
}
