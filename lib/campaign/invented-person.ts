import type { Person } from "@/lib/message/person";
import type { Message } from "@/lib/message/schema";
import { variablesOf } from "@/lib/message/variables-of";

const product = {
  ...{ sku: "sample", title: "Sample product", description: "Described here", priceMinor: 4900, currency: "EUR" },
  ...{ url: "https://shop.example/sample", imageUrl: "https://shop.example/sample.jpg", mediaId: null },
};

/**
 * Nobody, with everything a message asks for: what is sent to be approved must show nobody's data, and must have every
 * part a real person's message has.
 */
export function inventedPerson(message: Message, locale: string | null): Person {
  const attributes = variablesOf(message).flatMap((path) => {
    const [scope, key] = path.split(".");
    return scope === "attributes" && key !== undefined ? [[key, sampleValue(key)] as const] : [];
  });
  return {
    ...{ first_name: "Ana", last_name: "Silva", email: "ana@mail.example", country: "PT", locale },
    ...{ time_zone: "Europe/Lisbon", attributes: Object.fromEntries(attributes) },
    products: { viewed: product, carted: product },
  };
}

/** A button with an empty address has no place in a template, so what is named like an address is one. */
function sampleValue(key: string): string {
  return /url|link|href|page|address/i.test(key) ? "https://shop.example/sample" : key.replaceAll("_", " ");
}
