import { expect, test } from "vitest";
import { messageCostText } from "@/lib/cost/message-cost-text";

test("a message's cost is told with what it counts as, and never made up", () => {
  const segments = { billedAs: "segment", billedUnits: 3 };
  const price = { kind: "priced", micros: 33_300, currency: "EUR", isExample: false } as const;
  expect(messageCostText("sms", segments, price)).toBe("3 × SMS segment, 0.0999 EUR");
  expect(messageCostText("sms", { ...segments, billedUnits: 1 }, { ...price, isExample: true })).toBe(
    "SMS segment, 0.0333 EUR (example price)",
  );
  expect(messageCostText("sms", segments, { kind: "unpriced" })).toBe("3 × SMS segment, no price known");
  expect(messageCostText("push", { billedAs: "notification", billedUnits: 1 }, { kind: "free" })).toBe(
    "Notification, free",
  );
});
