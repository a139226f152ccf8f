import type { Page } from "@playwright/test";
import { expect } from "./fixtures";

/** Brings in one person who agreed to get messages; somebody who is known already stays as they are. */
export async function importGuest(page: Page, name: string, phone: string): Promise<void> {
  const [first, last] = name.split(" ");
  await page.goto("/audience/import");
  await page.locator("input[type=file]").setInputFiles({
    name: "guest.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(`First name,Last name,Phone,Agreed\n${first},${last},${phone},yes\n`),
  });
  await page.getByRole("radio", { name: "By a column" }).click();
  await page.getByLabel("Column with the consent").selectOption({ label: "Agreed" });
  await page.getByLabel("Where and with which words").fill("“Yes, write to me”, guest book at the counter, May 2026");
  await page.getByRole("button", { name: "Import contacts" }).click();
  await expect(page.getByRole("heading", { name: "All rows imported" })).toBeVisible();
}
