import { expect, test } from "vitest";
import { variableProblems } from "@/lib/campaign/variable-problems";
import { needsOf } from "@/lib/message/needs-of";
import { messageSchema } from "@/lib/message/schema";

const message = messageSchema.parse({
  blocks: [
    {
      id: "a",
      kind: "text",
      paragraphs: [
        {
          style: "plain",
          children: [
            {
              type: "text",
              text: 'Hi {{ first_name | default: "there" }}{% if attributes.vip %} {{ attributes.tier }}{% endif %}, ',
            },
            { type: "variable", path: "attributes.city", fallback: null },
            { type: "variable", path: "last_name", fallback: "" },
            { type: "text", text: "{{ attributes.city | upcase | append: email }}" },
          ],
        },
      ],
    },
  ],
});

test("a message says what it requires, what only a condition asks for, and what has a default", () => {
  expect(needsOf(message)).toEqual([
    { path: "first_name", need: "optional", fallback: "there" },
    { path: "attributes.vip", need: "optional", fallback: null },
    { path: "attributes.tier", need: "conditional", fallback: null },
    { path: "attributes.city", need: "required", fallback: null },
    { path: "last_name", need: "optional", fallback: "" },
    { path: "email", need: "required", fallback: null },
  ]);
});

const gaps = (missing: number[], missingRequired: number) => ({
  people: 5000,
  missingRequired,
  variables: needsOf(message).map((use, index) => ({ ...use, missing: missing[index] ?? 0 })),
});

test("who is skipped and who reads a default is said in words with numbers", () => {
  expect(variableProblems(gaps([312, 9, 40, 1200, 7, 3], 1202), "").map(({ text }) => text)).toEqual([
    "312 of 5,000 people have no first name and will read “there”.",
    "40 of 5,000 people have no “Tier” and will be skipped where the message's condition asks for it.",
    "1,200 of 5,000 people have no “City” and will be skipped.",
    "7 of 5,000 people have no last name and will read nothing in its place.",
    "3 of 5,000 people have no email and will be skipped.",
    "1,202 of 5,000 people lack at least one of these and will be skipped.",
  ]);
  expect(variableProblems(gaps([], 0), "")).toEqual([]);
});

test("a message nobody can get does not go", () => {
  const [first] = variableProblems(gaps([0, 0, 0, 5000], 5000), "Variant B: ");
  expect(first).toMatchObject({ severity: "blocker", text: expect.stringMatching(/^Variant B: Everybody/) });
});

test("who has no product of their own is counted too: skipped, or shown the one that stands in", () => {
  const mug = {
    ...{ sku: "mug", title: "Blue mug", description: "", priceMinor: null, currency: "EUR" },
    ...{ url: "https://shop.example/mug", imageUrl: null, mediaId: null },
  };
  const said = (product: typeof mug | null) => {
    const parsed = messageSchema.parse({
      blocks: [
        {
          ...{ id: "p", kind: "product", source: "last_carted", product, showDescription: false, showPrice: false },
          button: { id: "b", label: "See it" },
        },
      ],
    });
    const variables = needsOf(parsed).map((use) => ({ ...use, missing: 9 }));
    return variableProblems({ people: 10, missingRequired: 0, variables }, "").map(({ text }) => text);
  };
  expect(said(null)).toEqual(["9 of 10 people have no product in the cart and will be skipped."]);
  expect(said(mug)).toEqual(["9 of 10 people have no product in the cart and will be shown “Blue mug”."]);
});
