import type { Person } from "@/lib/message/person";

/** How a person is named in lists. */
export function personName({ first_name, last_name, email }: Person): string {
  return [first_name, last_name].filter(Boolean).join(" ") || email || "Contact without a name";
}
