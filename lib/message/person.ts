import type { PersonProducts } from "@/lib/catalogue/product";

/** What a message may say about the person who gets it. Names are the words a marketer types in a variable. */
export interface Person {
  first_name: string | null;
  last_name: string | null;
  email: string | null;
  /** ISO 3166 alpha-2. */
  country: string | null;
  /** BCP 47. */
  locale: string | null;
  /** IANA name. */
  time_zone: string | null;
  attributes: Readonly<Record<string, string | number | boolean | null>>;
  /** What they last did with products of the catalogue; absent where nobody looked it up. */
  products?: PersonProducts;
}

export type PersonValue = string | number | boolean;

/** The paths every person has; attributes come from the workspace's own data as `attributes.<key>`. */
export const personPaths = ["first_name", "last_name", "email", "country", "locale", "time_zone"] as const;

/**
 * The data templates see. Empty values are left out, so that a blank cell in an import counts as missing and a
 * default value takes its place. Made without a prototype: a path can reach nothing but the person's own data.
 */
export type PersonScope = { readonly [key: string]: PersonValue | PersonScope };

/** Turns a person into the data templates see. */
export function personScope(person: Person): PersonScope {
  const scope: Record<string, PersonValue | PersonScope> = Object.create(null);
  for (const path of personPaths) {
    const value = person[path];
    if (typeof value === "string" && value.trim() !== "") scope[path] = value;
  }
  const attributes: Record<string, PersonValue> = Object.create(null);
  for (const [key, value] of Object.entries(person.attributes)) {
    if (value === null || (typeof value === "string" && value.trim() === "")) continue;
    attributes[key] = value;
  }
  scope.attributes = attributes;
  return scope;
}

/** The value at a dotted path, or null when the person has none. */
export function valueAt(scope: PersonScope, path: readonly string[]): PersonValue | null {
  let current: PersonValue | PersonScope | undefined = scope;
  for (const key of path) {
    if (typeof current !== "object" || !Object.hasOwn(current, key)) return null;
    current = current[key];
  }
  return current === undefined || typeof current === "object" ? null : current;
}
