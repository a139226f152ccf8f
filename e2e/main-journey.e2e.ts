import type { BrowserContext, Locator, Page } from "@playwright/test";
import sharp from "sharp";
import { expect, test } from "./fixtures";
import { signIn } from "./owner";

const people = `First name,Last name,Phone,Agreed
Ada,Lane,(415) 555-0132,yes
Ben,Okafor,415-555-0133,yes
Cleo,Marsh,+1 415 555 0134,yes
Dan,Reyes,1 415 555 0135,yes
Eve,Stone,4155550136,yes
Finn,Hale,(415) 555-0137,no
Gus,Nobody,12,yes
`;

/** How long a step waits before the next one; short, and long enough to act on a phone meanwhile. */
const waitSeconds = 15;
const campaignName = "Spring opening";

test("a newcomer sends a message down the ladder and reads the result", async ({ page, context }) => {
  test.setTimeout(300_000);

  await test.step("creates the owner and the workspace by the one-time link, unless an earlier test did", () =>
    signIn(page));
  await test.step("imports people from a file", () => importPeople(page));
  const phones = await test.step("finds everybody's phone", () => phonePaths(page));
  await test.step("composes text, a photo and two buttons", () => compose(page));
  await test.step("chooses people, ladder and start", () => plan(page));

  const adasPhone = await openPhone(context, phones, "Ada Lane");
  const bensPhone = await openPhone(context, phones, "Ben Okafor");
  const cleosPhone = await openPhone(context, phones, "Cleo Marsh");

  await test.step("launches to the virtual phones", async () => {
    await page.getByRole("button", { name: "Launch campaign" }).click();
    await expect(page).toHaveURL(/\/report$/, { timeout: 30_000 });
  });

  await test.step("one person taps a button", async () => {
    await openApp(adasPhone, "Messages");
    await adasPhone.getByRole("button", { name: "Tell me more" }).click();
    await expect(said(adasPhone, "Tell me more")).toBeVisible();
  });
  await test.step("one person replies STOP", async () => {
    await openApp(bensPhone, "Messages");
    await bensPhone.getByLabel("Write a message").fill("STOP");
    await bensPhone.getByRole("button", { name: "Send message" }).click();
    await expect(said(bensPhone, "STOP")).toBeVisible();
  });

  await test.step("receipts arrive in the report", async () => {
    await expect(step(page, 1, "RCS").nth(2)).toHaveText("5");
    await expect(person(page, "Ada Lane")).toContainText("Reached the goal");
    await expect(person(page, "Ben Okafor")).toContainText("Opted out");
    await expect(person(page, "Finn Hale")).toContainText("Not sent");
  });

  await test.step("the others get the next steps on time", async () => {
    await expect(appButton(cleosPhone, "WhatsApp")).toHaveAccessibleName("WhatsApp, 1 unread", { timeout: 45_000 });
    for (const name of ["Cleo Marsh", "Dan Reyes", "Eve Stone"]) {
      await expect(person(page, name)).toContainText("step 3MMSdelivered", { timeout: 60_000 });
    }
    await expect(step(page, 3, "MMS").first()).toHaveText("3");
    await expect(step(page, 2, "WhatsApp").first()).toHaveText("3");
  });

  await test.step("whoever acted or stopped got nothing more", async () => {
    await expect(page.getByText("Finished", { exact: true })).toBeVisible({ timeout: 30_000 });
    await backHome(adasPhone);
    await backHome(bensPhone);
    await expect(appButton(adasPhone, "WhatsApp")).toHaveAccessibleName("WhatsApp");
    await expect(appButton(bensPhone, "WhatsApp")).toHaveAccessibleName("WhatsApp");
    await expect(appButton(adasPhone, "Messages")).toHaveAccessibleName("Messages");
  });

  await test.step("the report tells it all", async () => {
    await expect(tile(page, "People")).toContainText("6");
    await expect(tile(page, "Messages sent")).toContainText("11");
    await expect(tile(page, "Reached the goal")).toContainText("66.7 % of people");
    await expect(tile(page, "Opted out")).toContainText("1");
  });

  await test.step("the page behind a message's link changes what one gets", () =>
    choosePreferences(cleosPhone, phones));
});

async function importPeople(page: Page): Promise<void> {
  await page.goto("/audience/import");
  await page.locator("input[type=file]").setInputFiles({
    name: "guests.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(people),
  });
  await page.getByRole("radio", { name: "By a column" }).click();
  await page.getByLabel("Column with the consent").selectOption({ label: "Agreed" });
  await page.getByLabel("Where and with which words").fill("“Yes, write to me”, guest book at the counter, May 2026");
  await page.getByLabel("Put these people on a list").fill("Guest book");
  await page.getByRole("button", { name: "Import contacts" }).click();
  await expect(page.getByRole("heading", { name: "Import finished" })).toBeVisible();
  await expect(tile(page, "New people")).toContainText("6");
  await expect(tile(page, "Rejected rows")).toContainText("1");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download rows not imported" }).click();
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);
  await page.getByRole("link", { name: "Show these people" }).click();
  await expect(page.getByRole("link", { name: "Ada Lane" })).toBeVisible();
}

async function phonePaths(page: Page): Promise<Map<string, string>> {
  const links = page.getByRole("table", { name: "People" }).getByRole("link");
  await expect(links).toHaveCount(6);
  const found = await links.evaluateAll((all) => all.map((link) => [link.textContent, link.getAttribute("href")]));
  return new Map(found.map(([name, href]) => [name ?? "", `/sandbox/phones/${href?.split("/").at(-1)}`]));
}

async function compose(page: Page): Promise<void> {
  await page.goto("/campaigns");
  await page.getByRole("button", { name: "New campaign" }).click();
  await page.getByLabel("Name", { exact: true }).fill(campaignName);
  await page.getByRole("button", { name: "Create campaign" }).click();
  await expect(page).toHaveURL(/\/compose$/);

  await page.getByRole("button", { name: "Add Text block" }).click();
  // A test types faster than any hand: the keys would be for the button.
  await expect(page.getByRole("textbox", { name: /^Text of block/ })).toBeFocused();
  await page.keyboard.type("Hi {first");
  await page.getByRole("option", { name: /First name/ }).click();
  await page.keyboard.type(", our new café opens on Saturday.");

  await page.getByRole("button", { name: "Add Image block" }).click();
  await page.getByRole("button", { name: "Choose or upload a picture" }).click();
  await page.getByLabel("Files to upload").setInputFiles({
    name: "counter.jpg",
    mimeType: "image/jpeg",
    buffer: await photo(),
  });
  await page.getByLabel("Description").fill("The counter of the new café");

  await page.getByRole("button", { name: "Add Buttons block" }).click();
  const buttons = page.locator("[data-button]");
  await buttons.nth(0).getByLabel("Label").fill("See the menu");
  await buttons.nth(0).getByLabel("Web address").fill("https://harbor-coffee.example/menu");
  await page.getByRole("button", { name: "Add button", exact: true }).click();
  await buttons.nth(1).getByLabel("Label").fill("Tell me more");
  await buttons.nth(1).getByLabel("What it does").selectOption({ label: "Send a reply" });

  const previews = page.getByRole("complementary", { name: "Previews" });
  for (const channel of ["SMS", "MMS", "RCS", "WhatsApp", "Messenger", "Push"]) {
    await previews.getByRole("button", { name: new RegExp(`^Show .*${channel}`, "i") }).click();
    await expect(previews.getByText("new café opens on Saturday").last()).toBeVisible();
  }
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await expect(page.getByText("being converted")).toBeHidden();
}

/** A real photograph as far as any converter can tell. */
function photo(): Promise<Buffer> {
  const sky = { create: { width: 1200, height: 900, channels: 3, background: "#7a4a2b" } } as const;
  return sharp(sky)
    .composite([
      { input: { create: { width: 900, height: 300, channels: 3, background: "#e8d3b0" } }, left: 150, top: 450 },
      { input: { create: { width: 160, height: 160, channels: 3, background: "#2f6f62" } }, left: 520, top: 300 },
    ])
    .jpeg({ quality: 85 })
    .toBuffer();
}

async function plan(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Continue to audience" }).click();
  await page.getByRole("radio", { name: "A list" }).click();
  await expect(page.getByTestId("audience-count")).toContainText("6");
  await page.getByRole("button", { name: "Save audience" }).click();
  await expect(page).toHaveURL(/\/test$/);
  await page.getByRole("button", { name: "Save test" }).click();
  await expect(page).toHaveURL(/\/schedule$/);

  for (const [index, name] of ["Step 1: RCS", "Step 2: WhatsApp", "Step 3: MMS, else SMS"].entries()) {
    const rung = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name }) });
    await rung.getByLabel(`Unit of the wait of step ${index + 1}`).selectOption({ label: "seconds" });
    await rung.getByRole("spinbutton").fill(String(waitSeconds));
  }
  await page.getByRole("button", { name: "Save schedule" }).click();
  await expect(page).toHaveURL(/\/review$/);
  await expect(tile(page, "In the audience")).toContainText("6");
  await expect(tile(page, "Can be reached")).toContainText("5");
  await expect(page.getByText("cannot see the picture"), "the description was kept").toBeHidden();
  await expect(page.getByText("No real message leaves this computer")).toBeVisible();
}

async function openPhone(context: BrowserContext, phones: Map<string, string>, name: string): Promise<Page> {
  const phone = await context.newPage();
  await phone.goto(phones.get(name) ?? "");
  await expect(phone.getByRole("region", { name: `Phone of ${name}` })).toBeVisible();
  return phone;
}

function appButton(phone: Page, app: string): Locator {
  return phone.getByRole("button", { name: new RegExp(`^${app}(,|$)`) });
}

async function openApp(phone: Page, app: string): Promise<void> {
  await expect(appButton(phone, app)).toHaveAccessibleName(`${app}, 1 unread`, { timeout: 30_000 });
  await appButton(phone, app).click();
  await openFirstThread(phone);
}

/** An app with several senders shows them first; the one that wrote is marked. */
async function openFirstThread(phone: Page): Promise<void> {
  const inbox = phone.getByRole("button", { name: /unread$/ });
  await expect(inbox.or(phone.getByLabel(/^Messages with/))).toBeVisible();
  if (await inbox.isVisible()) await inbox.click();
  await expect(phone.getByText(/new café opens on Saturday/)).toBeVisible();
}

async function backHome(phone: Page): Promise<void> {
  await phone.getByRole("button", { name: "Back to the home screen" }).click();
}

function said(phone: Page, text: string): Locator {
  return phone.getByRole("paragraph").filter({ hasText: `You: ${text}` });
}

/** The numbers of a step on a channel: chosen, sent, delivered, read, engaged, failed. */
function step(page: Page, number: number, channel: string): Locator {
  const name = new RegExp(`^${number}\\s*${channel}`);
  const row = page.getByRole("row").filter({ has: page.getByRole("cell", { name }) });
  return row.getByRole("cell").filter({ hasNotText: channel });
}

function person(page: Page, name: string): Locator {
  return page.getByRole("row").filter({ has: page.getByRole("link", { name }) });
}

/** A figure with its name and detail. */
function tile(page: Page, label: string): Locator {
  const name = page
    .getByRole("main")
    .locator("span")
    .filter({ hasText: new RegExp(`^${label}$`) });
  return name.first().locator("../..");
}

async function choosePreferences(phone: Page, phones: Map<string, string>): Promise<void> {
  await appButton(phone, "WhatsApp").click();
  const opened = phone.waitForEvent("popup");
  await phone.locator('a[href*="/p/"]').first().click();
  const preferences = await opened;
  await expect(preferences.getByRole("heading", { name: "Your message preferences" })).toBeVisible();
  const topic = preferences.getByRole("group", { name: "What about" }).getByRole("checkbox").first();
  await expect(topic).toBeChecked();
  await topic.uncheck();
  await preferences.getByRole("button", { name: "Save my choices" }).click();
  await expect(preferences.getByText("Your choices are saved.")).toBeVisible();
  await expect(topic).not.toBeChecked();
  await preferences.getByRole("button", { name: "Stop all messages" }).click();
  await expect(preferences.getByRole("status")).toContainText("You will get no more messages from Harbor Coffee");

  const contactId = phones.get("Cleo Marsh")?.split("/").at(-1);
  await phone.goto(`/audience/${contactId}`);
  await expect(phone.getByText(/opted out/i).first()).toBeVisible();
}
