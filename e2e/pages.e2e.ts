import { join } from "node:path";
import type { Page, TestInfo } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures";
import { signIn } from "./owner";

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
const themes = ["light", "dark"] as const;

test("the pages before signing in are accessible in every size and colour", async ({ page }, info) => {
  test.setTimeout(300_000);
  await lookAt(page, info, "sign-in", "/sign-in");
});

test("every page is accessible, fits and is quiet in every size and colour", async ({ page }, info) => {
  test.setTimeout(900_000);
  await signIn(page);
  for (const [name, path] of await pagesOf(page)) {
    await test.step(name, () => lookAt(page, info, name, path));
  }
});

/** Every page of the studio, with those of a campaign, a person and a phone when there are some. */
async function pagesOf(page: Page): Promise<[name: string, path: string][]> {
  const report = await firstLink(page, "/campaigns", 'main table a[href^="/campaigns/"]');
  const campaign = report?.split("/").slice(0, 3).join("/");
  const person = await firstLink(page, "/audience", 'main table a[href^="/audience/"]');
  const imported = await firstLink(page, "/audience", 'main a[href^="/audience/import/"]');
  const phone = person?.replace("/audience/", "/sandbox/phones/");
  const pages: [string, string | undefined][] = [
    ["campaigns", "/campaigns"],
    ["compose", campaign && `${campaign}/compose`],
    ["audience-step", campaign && `${campaign}/audience`],
    ["test-step", campaign && `${campaign}/test`],
    ["schedule", campaign && `${campaign}/schedule`],
    ["review", campaign && `${campaign}/review`],
    ["report", report?.endsWith("/report") ? report : undefined],
    ["audience", "/audience"],
    ["person", person],
    ["import", "/audience/import"],
    ["imported", imported],
    ["gallery", "/templates"],
    ["media", "/media"],
    ["catalogue", "/catalogue"],
    ["phones", "/sandbox"],
    ["operations", "/operations"],
    ["phone", phone],
    ["profile", "/settings/profile"],
    ["workspace", "/settings/workspace"],
    ["members", "/settings/members"],
    ["senders", "/settings/senders"],
    ["limits", "/settings/limits"],
    ["routing", "/settings/routing"],
    ["prices", "/settings/prices"],
    ["test-numbers", "/settings/test-numbers"],
    ["web-push", "/settings/push"],
    ["conversions", "/settings/conversions"],
    ["promo-codes", "/settings/promo-codes"],
    ["templates", "/settings/templates"],
  ];
  return pages.flatMap(([name, path]) => (path === undefined ? [] : [[name, path]]));
}

async function firstLink(page: Page, path: string, selector: string): Promise<string | undefined> {
  await page.goto(path);
  const link = page.locator(selector).first();
  return (await link.count()) === 0 ? undefined : ((await link.getAttribute("href")) ?? undefined);
}

async function lookAt(page: Page, info: TestInfo, name: string, path: string): Promise<void> {
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    for (const size of sizes) {
      const what = `${name}-${size.width}-${theme}`;
      await page.setViewportSize(size);
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.locator("html")).toHaveClass(new RegExp(`\\b${theme}\\b`));
      await page.screenshot({ path: join(info.project.outputDir, "pages", `${what}.png`), fullPage: true });
      const overflowPx = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect.soft(overflowPx, `${what} is wider than the screen`).toBeLessThanOrEqual(0);
      await test.step(what, () => expectAccessible(page));
    }
  }
}
