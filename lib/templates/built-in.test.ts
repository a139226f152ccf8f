import { expect, test } from "vitest";
import { ladderSchema } from "@/lib/ladder/schema";
import { messageProblems } from "@/lib/message/message-problems";
import { messageSchema } from "@/lib/message/schema";
import { builtInTemplates } from "@/lib/templates/built-in";

test.each(builtInTemplates.map((template) => [template.key, template] as const))(
  "%s is a whole message, valid as it stands, in which only what belongs to the business is left open",
  (_, { message, ladder, group, name, summary, audienceHint }) => {
    expect(messageSchema.parse(message)).toEqual(message);
    if (ladder !== null) expect(ladderSchema.parse(ladder)).toEqual(ladder);
    expect(ladder !== null).toBe(group === "scenario");
    for (const text of [name, summary, audienceHint]) expect(text).not.toBe("");
    const ids = JSON.stringify(message).match(/"id":"[^"]+"/g) ?? [];
    expect(new Set(ids).size).toBe(ids.length);
    const open = messageProblems(message).filter(({ severity }) => severity === "blocker");
    expect(open.filter(({ code }) => !leftOpen.has(code))).toEqual([]);
  },
);

/** A file, a date, a code or a product is the business's own. */
const leftOpen = new Set([
  "image_not_chosen",
  "gif_not_chosen",
  "video_not_chosen",
  "deadline_missing",
  "event_incomplete",
  "place_missing",
]);

test("the five occasions and the three scenarios are there, each under a key of its own", () => {
  expect(new Set(builtInTemplates.map(({ key }) => key)).size).toBe(8);
  expect(builtInTemplates.filter(({ group }) => group === "scenario")).toHaveLength(3);
});
