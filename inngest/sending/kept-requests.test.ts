import { expect, it } from "vitest";
import { KeptRequests, type MadeRequest } from "@/inngest/sending/kept-requests";

const request: MadeRequest = {
  compiled: {
    request: { provider: "vonage", body: {} },
    ...{ findings: [], billedUnits: 1, billedAs: "segment", template: null },
  },
  ...{ address: "14155550100", addressDetail: {}, country: "US" },
};
const delivery = { id: "d-1", channel: "sms", armKey: "A" } as const;
const decided = new Date("2026-11-26T12:00:00Z");
const later = (seconds: number) => new Date(decided.getTime() + seconds * 1000);

function kept(): KeptRequests {
  const requests = new KeptRequests();
  requests.keep(delivery, request, decided);
  return requests;
}

it("is handed out once", () => {
  const requests = kept();
  expect(requests.take({ ...delivery, attempts: 1 }, later(5))).toBe(request);
  expect(requests.take({ ...delivery, attempts: 1 }, later(5))).toBeNull();
});

it.each([
  ["a later try", { attempts: 2 }, 5],
  ["another channel than was decided here", { attempts: 1, channel: "rcs" as const }, 5],
  ["another version of the message", { attempts: 1, armKey: "B" as const }, 5],
  ["a claim long after the decision", { attempts: 1 }, 31],
])("is made anew for %s", (_, changes, seconds) => {
  expect(kept().take({ ...delivery, ...changes }, later(seconds))).toBeNull();
});

it("names deliveries to claim once they are there for everybody: the oldest first, of the channels asked for", () => {
  const requests = new KeptRequests();
  const channels = ["sms", "rcs", "sms", "rcs", "sms"] as const;
  for (const [index, channel] of channels.entries()) {
    requests.keep({ id: `d-${index}`, channel, armKey: "A" }, request, decided);
  }
  expect(requests.next(2, null)).toEqual([]);
  requests.committed();
  expect(requests.next(2, ["sms"])).toEqual(["d-0", "d-2"]);
  expect(requests.next(2, null)).toEqual(["d-1", "d-3"]);
  expect(requests.next(2, null)).toEqual(["d-4"]);
  expect(requests.next(2, null)).toEqual([]);
});
