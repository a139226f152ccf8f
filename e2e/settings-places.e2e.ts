import { expect, expectAccessible, test } from "./fixtures";
import { signIn } from "./owner";

test("the pages of the settings are found at a glance, with the keyboard on a phone too", async ({ page }) => {
  await signIn(page);
  await page.goto("/settings");
  const nav = page.getByRole("navigation", { name: "Settings" });
  const placesButton = nav.getByRole("button");

  await test.step("beside the page where there is room", async () => {
    await expect(nav.getByRole("list")).toHaveCount(4);
    await expect(placesButton).toBeHidden();
    await nav.getByRole("list", { name: "Sending" }).getByRole("link", { name: "Prices" }).click();
    await expect(page).toHaveURL(/\/settings\/prices$/);
    await expect(nav.locator("[aria-current=page]")).toHaveText("Prices");
    for (const width of [1440, 1024]) {
      await page.setViewportSize({ width, height: 900 });
      await expect(nav.getByRole("link").last()).toBeInViewport();
    }
  });

  await test.step("behind a button that says where one is on a phone", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(placesButton).toHaveAccessibleName(/^Sending\b.*\bPrices$/);
    await expect(nav.getByRole("link")).toHaveCount(0);
    const content = nav.locator("xpath=following-sibling::*");
    const before = await content.boundingBox();
    await placesButton.focus();
    await page.keyboard.press("Enter");
    await expect(placesButton).toHaveAttribute("aria-expanded", "true");
    expect(await content.boundingBox()).toEqual(before);
    await expect(nav.getByRole("link").last()).toBeInViewport();
    await expectAccessible(page);
  });

  await test.step("which the keyboard opens, follows and closes", async () => {
    await page.keyboard.press("Escape");
    await expect(nav.getByRole("link")).toHaveCount(0);
    await expect(placesButton).toBeFocused();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await expect(nav.getByRole("link", { name: "Members" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/settings\/members$/);
    await expect(placesButton).toHaveAccessibleName(/^Workspace and people\b.*\bMembers$/);
    await expect(placesButton).toBeFocused();
    await expect(nav.getByRole("link")).toHaveCount(0);
  });
});
