import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { roles } from "@/lib/campaign/schema";
import { channelIds } from "@/lib/channels/ids";
import { can, capabilities } from "@/lib/workspace/capabilities";
import { defaultSettings } from "@/lib/workspace/default-settings";
import { setupSchema } from "@/lib/workspace/forms";
import { countries, isTimeZone, timeZones } from "@/lib/workspace/places";
import { topicSchema, workspaceSettingsSchema } from "@/lib/workspace/schema";
import { senderWords } from "@/lib/workspace/sender-words";
import { slugOf } from "@/lib/workspace/slug";
import { topicKey } from "@/lib/workspace/topic-key";

test("roles may exactly what the table says", () => {
  const matrix = Object.fromEntries(roles.map((role) => [role, capabilities.filter((what) => can(role, what))]));
  expect(matrix).toEqual({
    owner: ["read", "write", "launch", "approve", "own"],
    marketer: ["read", "write", "launch"],
    approver: ["read", "launch", "approve"],
    viewer: ["read"],
  });
});

describe("settings of a new workspace", () => {
  const setup = fc.record({
    name: fc.string({ minLength: 1, maxLength: 60 }).filter((name) => name.trim() !== ""),
    ownerEmail: fc.emailAddress(),
    defaultCountry: fc.constantFrom(...countries.map(({ code }) => code)),
    timeZone: fc.constantFrom(...timeZones),
  });

  test("are valid for every name, address, country and zone, with a sender on every channel", () => {
    fc.assert(
      fc.property(setup, (input) => {
        const settings = workspaceSettingsSchema.parse(defaultSettings(input));
        for (const channel of channelIds) {
          const sender = settings.senders[channel];
          expect(sender?.from).toMatch(senderWords[channel].form);
        }
      }),
    );
  });
});

test("an address is made of any name and never empty", () => {
  expect(slugOf("Café Sonne & Söhne")).toBe("cafe-sonne-sohne");
  expect(slugOf("東京")).toBe("workspace");
  fc.assert(
    fc.property(fc.string(), (name) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slugOf(name)) && slugOf(name).length <= 40),
  );
});

test("a topic's key is valid and new, whatever its name", () => {
  expect(topicKey("Back in stock!", [])).toBe("back_in_stock");
  expect(topicKey("Promotions", ["promotions", "promotions_2"])).toBe("promotions_3");
  fc.assert(
    fc.property(
      fc.string({ maxLength: 80 }),
      fc.array(fc.constantFrom<string>("topic", "topic_2", "a")),
      (name, taken) => {
        const key = topicKey(name, taken);
        return topicSchema.shape.key.safeParse(key).success && !taken.includes(key);
      },
    ),
  );
});

test("the set-up form says what is wrong with each field", () => {
  const good = {
    token: "t",
    name: "Ana",
    email: "Ana@Example.com",
    password: "correct horse battery",
    workspaceName: "Harbour",
    defaultCountry: "US",
    timeZone: "America/New_York",
  };
  expect(setupSchema.parse(good)).toMatchObject({ email: "ana@example.com" });
  const wrong = {
    name: " ",
    email: "ana",
    password: "short",
    workspaceName: "",
    defaultCountry: "XX",
    timeZone: "Mars",
  };
  for (const [field, value] of Object.entries(wrong)) {
    const issues = setupSchema.safeParse({ ...good, [field]: value }).error?.issues ?? [];
    expect(issues.map(({ path }) => path.join("."))).toEqual([field]);
    expect(issues[0]?.message).toMatch(/^[A-Z].*\.$/);
  }
});

test("old names of time zones that browsers still report are time zones", () => {
  expect(isTimeZone("Asia/Calcutta")).toBe(true);
  expect(isTimeZone("Asia/Kolkata")).toBe(true);
  expect(isTimeZone("Nowhere/Here")).toBe(false);
});
