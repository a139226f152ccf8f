import type { AddressKind } from "@/lib/channels/contract";
import { type ConsentRow, consentSummary } from "./consent-words";
import { contactName, countryText, phoneText } from "./contact-words";

/** A person as the table of contacts shows them. */
export interface ContactRow {
  id: string;
  name: string;
  hasName: boolean;
  phone: string | null;
  country: string | null;
  consent: string;
}

interface StoredContact {
  id: string;
  firstName: string | null;
  lastName: string | null;
  country: string | null;
  addresses: readonly { kind: AddressKind; value: string }[];
  consent: readonly ConsentRow[];
}

/** Puts a stored contact into words. */
export function toContactRow(contact: StoredContact): ContactRow {
  const name = contactName(contact);
  const phone = contact.addresses.find((address) => address.kind === "phone");
  return {
    id: contact.id,
    name,
    hasName: (contact.firstName ?? "") !== "" || (contact.lastName ?? "") !== "",
    phone: phone === undefined ? null : phoneText(phone.value),
    country: contact.country === null ? null : countryText(contact.country),
    consent: consentSummary(contact.consent),
  };
}
