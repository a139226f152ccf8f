import type { Person } from "@/lib/message/person";

/** A contact as it is stored, as far as messages may speak of it. */
export interface ContactData {
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  country: string | null;
  locale: string | null;
  timeZone: string | null;
  attributes: Readonly<Record<string, string | number | boolean | null>>;
}

/** What a message may say about a contact. Preview and sending both read people through here. */
export function personOfContact(contact: ContactData): Person {
  return {
    first_name: contact.firstName,
    last_name: contact.lastName,
    email: contact.email,
    country: contact.country,
    locale: contact.locale,
    time_zone: contact.timeZone,
    attributes: contact.attributes,
  };
}
