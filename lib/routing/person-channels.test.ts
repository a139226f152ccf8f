import { expect, it } from "vitest";
import { channelsOfPerson, type PersonReach, phoneOfPerson } from "./person-channels";

const now = new Date("2026-03-01T12:00:00Z");
const questions = [
  { channel: "sms", addressKind: "phone" },
  { channel: "whatsapp", addressKind: "phone" },
  { channel: "push", addressKind: "push" },
] as const;
const agreed = [{ channel: "*", topic: "*", status: "opted_in" }] as const;
const address = (id: string, kind: string, reach: NonNullable<PersonReach["addresses"]>[number]["reach"] = null) => ({
  ...{ id, kind, value: `at ${id}`, detail: {}, reach },
});
const known = (channel: "whatsapp" | "push", reachable: boolean, isBlocked = false) => [
  { channel, reachable, lastInboundAt: null, isBlocked },
];

function channelsOf(reach: Partial<PersonReach>) {
  const person = { pausedUntil: null, erasedAt: null, consent: [...agreed], addresses: null, ...reach };
  return channelsOfPerson(person, { questions, topic: "promotions", now });
}

it("one phone serves its channels, each with what was learned there; who has no address of a kind has none", () => {
  const [sms, whatsapp, push] = channelsOf({ addresses: [address("a", "phone", known("whatsapp", false, true))] });
  expect(sms).toMatchObject({ channel: "sms", address: "at a", reachable: null, isBlocked: false });
  expect(whatsapp).toMatchObject({ channel: "whatsapp", addressId: "a", reachable: false, isBlocked: true });
  expect(push).toMatchObject({ addressId: null, address: null, reachable: null, consentRefusal: null });
});

it("the latest browser that still takes notifications; a dead one only when there is no other", () => {
  const dead = (id: string) => address(id, "push", known("push", false));
  const chosen = (addresses: PersonReach["addresses"]) => channelsOf({ addresses })[2]?.addressId;
  expect(chosen([dead("new"), address("older", "push"), address("oldest", "push")])).toBe("older");
  expect(chosen([dead("new"), dead("older")])).toBe("new");
});

it("says of each channel why it must not be used", () => {
  const refusals = (reach: Partial<PersonReach>) => channelsOf(reach).map(({ consentRefusal }) => consentRefusal);
  expect(refusals({ consent: null })).toEqual(["no_consent", "no_consent", "no_consent"]);
  expect(refusals({ consent: [...agreed, { channel: "sms", topic: "*", status: "opted_out" }] })).toEqual([
    "opted_out",
    null,
    null,
  ]);
  expect(refusals({ erasedAt: now })[0]).toBe("erased");
  expect(refusals({ pausedUntil: "2026-03-02T00:00:00Z" })[0]).toBe("paused");
});

it("a person's number is the latest of their phones", () => {
  const row = { pausedUntil: null, erasedAt: null, consent: null };
  expect(
    phoneOfPerson({ ...row, addresses: [address("b", "push"), address("p", "phone"), address("o", "phone")] }),
  ).toBe("at p");
  expect(phoneOfPerson({ ...row, addresses: null })).toBeNull();
});
