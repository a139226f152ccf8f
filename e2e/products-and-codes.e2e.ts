import type { Locator, Page } from "@playwright/test";
import { block, newCampaign, show } from "./event-message";
import { expect, expectAccessible, test } from "./fixtures";
import { importGuest } from "./import-guest";
import { signIn } from "./owner";

const products = `sku,title,url,price,currency
KETTLE-01,Gooseneck kettle,https://harbor-coffee.example/kettle,64.00,USD
MILL-01,Hand mill,https://harbor-coffee.example/mill,129.50,USD
LAMP-01,Lamp without an address,,20,USD
`;

test("a product and a code come in from files, and the review sends both to a phone", async ({ page }) => {
  test.setTimeout(180_000);
  await signIn(page);
  await importGuest(page, "Iris Cole", "(415) 555-0172");
  await test.step("reads a file of products, and says what it leaves out", () => importProducts(page));
  await test.step("adds a list of codes", () => addCodes(page));
  await test.step("puts both into a message", () => compose(page));
  await test.step("sends it from the review", () => sendFromReview(page));
  await test.step("removes a product, and the focus goes on at the page", () => removeProduct(page));
});

async function importProducts(page: Page): Promise<void> {
  await page.goto("/catalogue");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Import products" }).click();
  const dialog = page.getByRole("dialog", { name: "Import products" });
  await dialog
    .locator("input[type=file]")
    .setInputFiles({ name: "products.csv", mimeType: "text/csv", buffer: Buffer.from(products) });
  await dialog.getByRole("button", { name: "Read file" }).click();
  await expect(dialog.getByText("2 products found")).toBeVisible();
  await expect(dialog.getByText("1 row left out")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Save 2 products" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("table", { name: "Products" })).toContainText("$129.50");
  await expectAccessible(page);
}

async function removeProduct(page: Page): Promise<void> {
  await page.goto("/catalogue");
  await page.getByRole("button", { name: "Remove Gooseneck kettle" }).click();
  const dialog = page.getByRole("dialog", { name: "Remove this product?" });
  await dialog.getByRole("button", { name: "Remove product" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("table", { name: "Products" })).not.toContainText("Gooseneck kettle");
  await expect(page.locator("main")).toBeFocused();
}

async function addCodes(page: Page): Promise<void> {
  await page.goto("/settings/promo-codes");
  await page.getByRole("button", { name: "Add list" }).click();
  const dialog = page.getByRole("dialog", { name: "Add list of codes" });
  await dialog.getByLabel("Name").fill("Roastery opening");
  await dialog.getByLabel("File").setInputFiles({
    name: "codes.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("ROAST-4F7K\nROAST-9Q2M\nROAST-4F7K\nROAST-7X3P\n"),
  });
  await expect(dialog.getByText("3 codes found")).toBeVisible();
  await expect(dialog.getByText("1 repeated line left out.")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Add 3 codes" }).click();
  await expect(dialog).toBeHidden();
  const list = page.getByRole("list", { name: "Lists of promo codes" }).getByRole("listitem");
  await expect(list.filter({ hasText: "Roastery opening" })).toContainText("3 left, 0 given");
  await expectAccessible(page);
}

async function compose(page: Page): Promise<void> {
  await newCampaign(page, "Opening, with a gift");
  await page.getByRole("button", { name: "Add Product block" }).click();
  const product = block(page, "Product");
  await product.getByLabel("Which product").selectOption("The same product for everybody");
  await product.getByLabel("Search the catalogue").fill("mill");
  await product
    .getByRole("list", { name: "Products" })
    .getByRole("button", { name: /^Hand mill/ })
    .click();
  await page.getByRole("button", { name: "Add Promo code block" }).click();
  const code = block(page, "Promo code");
  await code.getByRole("radio", { name: "From a list" }).click();
  await code.getByLabel("List of codes").selectOption({ label: "Roastery opening (3 left)" });
  const sms = await show(page, "SMS", (button) => button.click());
  await expect(sms).toContainText("Hand mill");
  await expect(sms).toContainText("Your code");
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await page.getByRole("button", { name: "Send test" }).click();
  const dialog = page.getByRole("dialog", { name: "Send a test" });
  await expect(dialog.getByText("No test of this campaign has been sent yet.")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
}

async function sendFromReview(page: Page): Promise<void> {
  await page.goto(page.url().replace(/\/compose.*$/, "/review"));
  const trial = page.getByRole("main");
  // What is counted meanwhile comes in above and moves everything below it.
  await expect(trial.getByText("At most: every step is sent to everybody it can reach")).toBeVisible();
  await trial.getByRole("button", { name: /^As sample person/ }).click();
  await page.getByLabel("Search contacts by name or email").fill("Iris");
  await page
    .getByRole("list", { name: "Contacts" })
    .getByRole("button", { name: /Iris Cole/ })
    .click();
  await expectAccessible(page);
  await trial.getByRole("button", { name: "Send test" }).click();
  const dialog = page.getByRole("dialog", { name: "Send a test" });
  await expect(dialog.getByRole("checkbox", { name: /Iris Cole/ })).toBeChecked();
  await chooseOnly(dialog, "SMS");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Send test" }).click();
  const sent = dialog.getByRole("region", { name: "Tests sent" }).getByRole("listitem").first();
  await expect(sent).toContainText("as Iris Cole");
  await expect(sent).toContainText(/Delivered|Read/, { timeout: 30_000 });
  await page.keyboard.press("Escape");
  // A test takes no code away from those it is meant for.
  await page.goto("/settings/promo-codes");
  await expect(page.getByText("3 left, 0 given")).toBeVisible();
}

async function chooseOnly(dialog: Locator, channel: string): Promise<void> {
  for (const box of await dialog.getByRole("group", { name: "Channels" }).getByRole("checkbox").all()) {
    if (await box.isEnabled()) await box.uncheck();
  }
  await dialog.getByRole("checkbox", { name: channel, exact: true }).check();
}
