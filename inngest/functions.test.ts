import type { InngestFunction } from "inngest";
import { expect, test } from "vitest";
import { functions } from "@/inngest/functions";
import { functionWords } from "@/lib/health/function-words";

const ids = functions.map((each) => (each as InngestFunction.Any).id());

test("every background function has a name of its own, and words for the operations page", () => {
  expect(new Set(ids).size).toBe(functions.length);
  const nameless = ids.filter((id) => functionWords(`cascade-${id}`) === id.replaceAll("-", " "));
  expect(nameless).toEqual([]);
});
