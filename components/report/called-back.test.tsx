import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { CalledBack, isCalledBack } from "@/components/report/called-back";
import { Funnel } from "@/components/report/funnel";
import type { FunnelRow } from "@/db/queries/report";

const row: FunnelRow = {
  ...{
    rung: 0,
    channel: "rcs",
    attempted: 90,
    accepted: 90,
    delivered: 60,
    read: 20,
    engaged: 5,
    failed: 0,
    waiting: 0,
  },
  ...{ converted: 0, revoked: 0, revokeRefused: 0, revokeLate: 0 },
};
const next: FunnelRow = { ...row, rung: 1, channel: "sms" };
const words = (html: string) => html.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");

test("says of each step how many were called back, and what came of it", () => {
  expect(isCalledBack([row, next])).toBe(false);
  const rows = [{ ...row, revoked: 25, revokeLate: 4, revokeRefused: 1 }, next];
  expect(isCalledBack(rows)).toBe(true);
  const shown = words(renderToStaticMarkup(<CalledBack rows={rows} />));
  expect(shown).toContain("30 25 (83.3 %) 4 (13.3 %) 1 (3.3 %)");
  expect(shown).not.toContain("SMS");
});

test("conversions have a column once there are any", () => {
  const shown = (rows: FunnelRow[]) => words(renderToStaticMarkup(<Funnel rows={rows} />));
  expect(shown([row, next])).not.toContain("Conversions");
  expect(shown([{ ...row, converted: 7 }, next])).toMatch(/Conversions .* 7 0 /);
});
