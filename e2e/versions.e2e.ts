import { join } from "node:path";
import type { Page, TestInfo } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures";
import { signIn } from "./owner";

test("a template becomes a campaign; blocks travel to another one; an older version comes back", async ({
  page,
}, info) => {
  test.setTimeout(420_000);
  await signIn(page);

  await test.step("begin with a template", async () => {
    await page.getByRole("link", { name: "Templates", exact: true }).click();
    await lookAt(page, info, "templates");
    await page.getByRole("button", { name: "Use template Flash sale" }).click();
    await page.getByRole("button", { name: "Create campaign" }).click();
    await expect(page).toHaveURL(/\/compose$/);
    await expect(blocks(page)).toHaveCount(5);
  });

  await test.step("write, and see it in the history", async () => {
    await page.getByRole("textbox", { name: /^Text of block/ }).click();
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.type(" Only today.");
    await expect(page.getByText(/^Saved \d/)).toBeVisible();
    await page.getByRole("button", { name: "History" }).click();
    const history = page.getByRole("region", { name: "History" });
    await expect(history.getByRole("listitem")).toHaveCount(2);
    await history.getByRole("button", { name: /Before the first change/ }).click();
    await expect(page.getByRole("list", { name: "Message" }).getByText("Only today.")).toBeHidden();
    await lookAt(page, info, "history");
    await history.getByRole("button", { name: "Name this version" }).click();
    await history.getByLabel("Name").fill("As the template had it");
    await history.getByRole("button", { name: "Save name" }).click();
    await expect(history.getByText("As the template had it")).toBeVisible();
    await history.getByRole("button", { name: "Restore this version" }).click();
    await expect(page.getByText("The older version is back.")).toBeVisible();
    await expect(page.getByText("Only today.")).toHaveCount(0);
    await expect(page.getByText(/^Saved \d/)).toBeVisible();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByRole("textbox", { name: /^Text of block/ })).toContainText("Only today.");
    await page.getByRole("button", { name: "Redo" }).click();
  });

  await test.step("keep it as a template", async () => {
    await page.getByRole("button", { name: "Save as template" }).click();
    await page.getByRole("dialog").getByLabel("Name").fill("Our flash sale");
    await page.getByRole("button", { name: "Save template" }).click();
    await expect(page.getByText("Saved under Templates")).toBeVisible();
  });

  await test.step("select three blocks by keyboard and copy them", async () => {
    await page.locator("[data-handle]").nth(1).focus();
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+ArrowDown");
    const bar = page.getByRole("region", { name: "Selected blocks" });
    await expect(bar.getByText("3 blocks selected")).toBeVisible();
    await lookAt(page, info, "selection");
    await page.setViewportSize({ width: 1440, height: 900 });
    await bar.getByRole("button", { name: "Copy" }).click();
    await expect(page.getByText("3 blocks copied. Paste here or in another campaign.")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(bar).toBeHidden();
  });

  await test.step("paste them into another campaign, delete all and undo in one step", async () => {
    await page.goto("/campaigns");
    await page.getByRole("button", { name: "New campaign" }).first().click();
    await page.getByRole("dialog").getByLabel("Name").fill("Another one");
    await page.getByRole("button", { name: "Create campaign" }).click();
    await expect(page.getByText("Start your message")).toBeVisible();
    await page.keyboard.press("ControlOrMeta+v");
    await expect(blocks(page)).toHaveCount(3);
    await expect(page.getByText("3 blocks selected")).toBeVisible();
    await expect(page.locator("[data-handle]").first()).toBeFocused();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.press("Delete");
    await expect(blocks(page)).toHaveCount(0);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(blocks(page)).toHaveCount(3);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: "Start from a template" }).click();
    await page.getByRole("button", { name: /^Our flash sale/ }).click();
    await expect(blocks(page)).toHaveCount(5);
  });

  await test.step("work outlives a server that does not answer and a reload", async () => {
    await page.route("**/compose", (route) => (route.request().method() === "POST" ? route.abort() : route.fallback()));
    await page.getByRole("textbox", { name: /^Text of block/ }).click();
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.type(" Typed offline.");
    await expect(page.getByText("Your work is kept in this browser.")).toBeVisible();
    await page.unroute("**/compose");
    await page.reload();
    await expect(page.getByText("Unsaved work from your last visit is back.")).toBeVisible();
    await expect(page.getByRole("textbox", { name: /^Text of block/ })).toContainText("Typed offline.");
    await expect(page.getByText(/^Saved \d/)).toBeVisible();
  });
});

test.use({ expectedConsole: [/Failed to load resource: net::ERR_FAILED/] });

function blocks(page: Page) {
  return page.getByRole("list", { name: "Message" }).locator(":scope > [data-block]");
}

async function lookAt(page: Page, info: TestInfo, name: string): Promise<void> {
  for (const theme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    for (const [width, height] of [
      [390, 844],
      [1024, 768],
      [1440, 900],
    ] as const) {
      await page.setViewportSize({ width, height });
      await expect(page.locator("html")).toHaveClass(new RegExp(`\\b${theme}\\b`));
      const what = `${name}-${width}-${theme}`;
      await page.screenshot({ path: join(info.project.outputDir, "versions", `${what}.png`), fullPage: width === 390 });
      const overflowPx = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect.soft(overflowPx, `${what} is wider than the screen`).toBeLessThanOrEqual(0);
    }
    await test.step(`${name}-${theme}`, () => expectAccessible(page));
  }
}
