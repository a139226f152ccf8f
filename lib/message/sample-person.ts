import type { Person } from "@/lib/message/person";

/** Somebody with everything a contact can have, for previews without a contact. */
export const samplePerson: Person = {
  first_name: "Sam",
  last_name: "Rivera",
  email: "sam@example.com",
  country: "US",
  locale: null,
  time_zone: "America/New_York",
  attributes: {},
};
