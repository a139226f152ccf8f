import type { Page } from "@playwright/test";
import { expect, setupLink } from "./fixtures";

const owner = {
  name: "Olivia Owner",
  email: "olivia@harbor-coffee.example",
  password: "seven boats on a quiet lake",
  business: "Harbor Coffee",
};

/** Follows the one-time link and creates the owner with a workspace, who is signed in then. */
async function createOwner(page: Page): Promise<void> {
  await page.goto(setupLink());
  await page.getByLabel("Your name").fill(owner.name);
  await page.getByLabel("Email").fill(owner.email);
  await page.getByLabel("Password", { exact: true }).fill(owner.password);
  await page.getByLabel("Business name").fill(owner.business);
  await page.getByLabel("Country").selectOption("US");
  await page.getByRole("button", { name: "Create workspace" }).click();
  await expect(page).toHaveURL(/\/campaigns$/);
}

/** Signs in the owner an earlier test made, or makes one. */
export async function signIn(page: Page): Promise<void> {
  await page.goto(setupLink());
  const isOpen = await page.getByRole("button", { name: "Create workspace" }).isVisible();
  if (isOpen) return createOwner(page);
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(owner.email);
  await page.getByLabel("Password", { exact: true }).fill(owner.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/campaigns$/);
}
