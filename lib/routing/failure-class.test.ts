import { describe, expect, it } from "vitest";
import { afterFailure, answerFailure, type FailureClass, receiptFailure } from "@/lib/routing/failure-class";

const codesOf: Record<FailureClass, string[]> = {
  unreachable: ["1170", "1190", "1200", "1250", "1251", "1260", "1300", "1310", "1430", "131026", "131062"],
  blocked: ["1040", "1050", "1210", "1270", "1280", "1282", "1320", "1470", "1472", "1473", "130472"],
  opted_out: ["1240", "131050"],
  capped: ["1461", "131049"],
  daily_limit: ["1460"],
  no_credit: ["1290"],
  template: ["1022", "1340", "131047", "132000", "132001", "132005", "132007", "132008", "132012", "132015", "132016"],
  transient: ["1030", "1100", "1180", "1220", "1230", "1330", "1331"],
  throttled: ["1000", "1241", "130429", "131048", "131056", "131064"],
  account: ["1060", "1070", "1080", "368", "131031", "131042"],
  configuration: ["1010", "1120", "1160", "1350", "1370", "1400", "1420", "1451", "1480", "1484", "130497", "131063"],
  content: ["1090", "1380", "1381", "1382", "1440", "131051", "131052", "131053"],
  expired: ["1360"],
};

describe("what a receipt's error means", () => {
  for (const [failure, codes] of Object.entries(codesOf)) {
    it(`${failure}: ${codes.join(", ")}`, () => {
      expect(codes.map(receiptFailure)).toEqual(codes.map(() => failure));
    });
  }

  it("a code nobody knows never causes a second message", () => {
    expect(afterFailure(receiptFailure("9999"))).toBe("next_rung");
    expect(afterFailure(receiptFailure("constructor"))).toBe("next_rung");
  });
});

describe("what an answer to the request means", () => {
  it.each([
    [429, "1000", "throttled"],
    [500, "1000", "transient"],
    [503, "503", "transient"],
    [401, "unathorized", "account"],
    [402, "low-balance", "account"],
    [403, "403", "account"],
    [422, "110", "unreachable"],
    [422, "1130", "unreachable"],
    [422, "1430", "unreachable"],
    [422, "1140", "content"],
    [422, "1150", "content"],
    [422, "invalid-json", "content"],
    [422, "1110", "configuration"],
    [404, "not-found", "configuration"],
  ] as const)("%i %s: %s", (status, code, failure) => {
    expect(answerFailure(status, code)).toBe(failure);
  });

  it("the same number means one thing in a receipt and another in an answer", () => {
    for (const code of ["1060", "1100", "1130", "1140", "1150"]) {
      expect(answerFailure(422, code)).not.toBe(receiptFailure(code));
    }
  });
});

it("what another try cannot mend moves on at once; what passes by itself is tried again", () => {
  const retried = Object.keys(codesOf).filter((each) => afterFailure(each as FailureClass) === "retry");
  expect(retried).toEqual(["transient", "throttled", "account"]);
});
