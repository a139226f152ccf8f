import { join } from "node:path";
import type { BrowserContext, Locator, Page, TestInfo } from "@playwright/test";
import {
  block,
  blocks,
  event,
  expectLadder,
  expectOrder,
  expectPreviews,
  expectReady,
  filmPath,
  gif,
  newCampaign,
  preview,
  readMessage,
  show,
} from "./event-message";
import { expect, expectAccessible, test } from "./fixtures";
import { importGuest } from "./import-guest";
import { signIn } from "./owner";

const click = (control: Locator) => control.click();

test("an invitation is composed by mouse, seen on six channels and tested on a phone", async ({
  page,
  context,
}, info) => {
  test.setTimeout(300_000);
  await signIn(page);
  await importGuest(page, "Nora Quinn", "(415) 555-0160");
  await page.setViewportSize({ width: 1440, height: 1300 });
  await newCampaign(page, "Opening, by mouse");

  await test.step("drags blocks to their places", async () => {
    await drag(
      page,
      page.getByRole("button", { name: "Add Text block" }),
      page.getByText("Start your message"),
      "middle",
    );
    await expectOrder(page, ["Text"]);
    await drag(page, page.getByRole("button", { name: "Add Video block" }), block(page, "Text"), "above");
    await expectOrder(page, ["Video", "Text"]);
    await page.getByRole("button", { name: "Add Buttons block" }).click();
    await expectOrder(page, ["Video", "Buttons", "Text"]);
    await drag(page, block(page, "Buttons").locator("[data-handle]"), block(page, "Text"), "below");
    await expectOrder(page, ["Video", "Text", "Buttons"]);
  });

  await test.step("takes a step back and forth", async () => {
    await page.getByRole("button", { name: "Undo" }).click();
    await expectOrder(page, ["Video", "Buttons", "Text"]);
    await page.getByRole("button", { name: "Redo" }).click();
    await expectOrder(page, ["Video", "Text", "Buttons"]);
    await drag(page, page.getByRole("button", { name: "Add RSVP block" }), block(page, "Buttons"), "below");
    await expectOrder(page, ["Video", "Text", "Buttons", "RSVP"]);
  });

  await test.step("fills in the blocks", async () => {
    await page.getByRole("textbox", { name: /^Text of block/ }).click();
    await page.keyboard.type("Hi {first");
    await page.getByRole("option", { name: /First name/ }).click();
    await page.keyboard.type(event.words);
    await page.getByRole("button", { name: /^First name: change the default/ }).click();
    await page.getByLabel("If it is not known, write").fill(event.fallback);
    await page.keyboard.press("Escape");
    await expect(block(page, "Text")).toContainText(`or “${event.fallback}”`);

    const button = block(page, "Buttons");
    await button.getByLabel("Label of button 1").fill(event.button);
    await button.getByLabel("Web address of button 1").fill(event.address);
    await block(page, "RSVP").getByLabel("Question").fill(event.question);

    const film = block(page, "Video");
    await film.getByRole("button", { name: "Choose or upload a video" }).click();
    await film.getByLabel("Files to upload").setInputFiles(filmPath);
    await film.getByLabel("Description").fill(event.filmAlt);
  });

  await test.step("shows an animation on WhatsApp in place of the film", async () => {
    const film = block(page, "Video");
    await film.hover();
    await film.getByRole("button", { name: "Different on…" }).click();
    await page.getByRole("menuitem", { name: "WhatsApp" }).click();
    await film.getByRole("button", { name: "Another kind…" }).click();
    await page.getByRole("menuitem", { name: "GIF" }).click();
    await film.getByRole("button", { name: "Choose or upload a GIF" }).click();
    await film.getByLabel("Files to upload").setInputFiles(await gif());
    await film.getByLabel("Description").fill(event.gifAlt);
    await expect(film.getByRole("button", { name: "Change GIF" })).toBeVisible();
    await film.getByRole("button", { name: "All other channels" }).click();
    await expect(film.getByRole("button", { name: "Change video" })).toBeVisible();
    await expectReady(page);
  });

  await test.step("every channel shows what it will send", () => expectPreviews(page, click));
  await test.step("all six stand side by side", () => lookAtAllSix(page));
  await test.step("one click makes the text message plain", () => usePlainCharacters(page));

  await test.step("a reload keeps everything", async () => {
    await expect(page.getByText(/^Saved/)).toBeVisible();
    await page.reload();
    await expectOrder(page, ["Video", "Text", "Buttons", "RSVP"]);
    await expectPreviews(page, click);
    await expect(await show(page, "SMS", click)).toContainText("we're opening our roastery");
  });

  await test.step("a phone gets what the preview showed", () => sendTest(page, context));
  await test.step("it fits every screen, in light and dark", () => lookAt(page, info));
  await test.step("the ladder of the scenario is ready to launch", async () => {
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize({ width: 1440, height: 900 });
    await expectLadder(page, click);
  });
});

/** Moves slowly enough to see where the block would land, and looks at the line. */
async function drag(page: Page, from: Locator, to: Locator, where: "above" | "below" | "middle"): Promise<void> {
  await from.scrollIntoViewIfNeeded();
  const start = await middleOf(from);
  const { x, y, height } = await boxOf(to);
  const target = { above: y + 6, below: y + height - 6, middle: y + height / 2 }[where];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 12, start.y + 12, { steps: 3 });
  await page.mouse.move(x + 120, target, { steps: 8 });
  if (where !== "middle") await expect(page.locator("[data-block] > div[aria-hidden]")).toHaveCount(1);
  await page.mouse.up();
}

async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error("What is dragged, or where to, is not on the screen.");
  return box;
}

async function middleOf(locator: Locator): Promise<{ x: number; y: number }> {
  const { x, y, width, height } = await boxOf(locator);
  return { x: x + width / 2, y: y + height / 2 };
}

async function lookAtAllSix(page: Page): Promise<void> {
  await page.getByRole("button", { name: "All six" }).click();
  const dialog = page.getByRole("dialog", { name: "All six channels" });
  await expect(dialog.locator("[data-preview]")).toHaveCount(6);
  for (const channel of ["sms", "mms", "rcs", "whatsapp", "messenger", "push"]) {
    await expect(dialog.locator(`[data-preview=${channel}]`)).toContainText("opening our roastery");
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
}

/** The remedy changes the words on one channel and nowhere else. */
async function usePlainCharacters(page: Page): Promise<void> {
  const sms = await show(page, "SMS", click);
  const findings = page.getByRole("region", { name: "Findings for SMS" });
  await findings.getByRole("button", { name: "Use plain characters" }).first().click();
  await expect(sms).toContainText("Hi Sam, we're opening our roastery");
  await expect(findings.getByRole("button", { name: "Use plain characters" })).toHaveCount(0);
  await expect(await show(page, "RCS", click)).toContainText("we’re opening");
}

async function sendTest(page: Page, context: BrowserContext): Promise<void> {
  await page.getByRole("button", { name: /^As sample person/ }).click();
  await page.getByLabel("Search contacts by name or email").fill("Nora");
  await page
    .getByRole("list", { name: "Contacts" })
    .getByRole("button", { name: /Nora Quinn/ })
    .click();
  await show(page, "RCS", click);
  await expect(preview(page)).toContainText("Hi Nora");
  const expected = await readMessage(preview(page));

  await page.getByRole("button", { name: "Send test" }).click();
  const dialog = page.getByRole("dialog", { name: "Send a test" });
  await expect(dialog.getByRole("checkbox", { name: /Nora Quinn/ })).toBeChecked();
  await dialog.getByRole("button", { name: "Send test" }).click();
  const sent = dialog.getByRole("region", { name: "Tests sent" }).getByRole("link").first();
  const opened = context.waitForEvent("page");
  await sent.click();
  const phone = await opened;
  await phone.getByRole("button", { name: /^Messages(,|$)/ }).click();
  const inbox = phone.getByRole("button", { name: /unread$/ });
  await expect(inbox.or(phone.getByLabel(/^Messages with/)).first()).toBeVisible();
  if (await inbox.isVisible()) await inbox.click();
  const thread = phone.getByLabel(/^Messages with/);
  await expect(thread.getByText("[Test]").first()).toBeVisible({ timeout: 30_000 });
  const arrived = await readMessage(thread.getByRole("listitem").last());
  expect(arrived.buttons).toEqual(expected.buttons);
  expect(arrived.texts.map((text) => text.replace("[Test] ", ""))).toEqual(expected.texts);
  await phone.close();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
}

async function lookAt(page: Page, info: TestInfo): Promise<void> {
  for (const theme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    for (const [width, height] of [
      [1440, 900],
      [1024, 768],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height });
      await expect(page.locator("html")).toHaveClass(new RegExp(`\\b${theme}\\b`));
      await expect(blocks(page)).toHaveCount(4);
      const what = `composer-${width}-${theme}`;
      await photograph(page, info, what);
      if (width < 1440) {
        await openPreview(page, width);
        await photograph(page, info, `${what}-preview`);
        await closePreview(page, width);
      }
    }
    await test.step(`composer-${theme}`, () => expectAccessible(page));
  }
}

async function photograph(page: Page, info: TestInfo, what: string): Promise<void> {
  // What sticks to the top would else stand in the middle of the picture.
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.screenshot({ path: join(info.project.outputDir, "composer", `${what}.png`), fullPage: true });
  const overflowPx = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect.soft(overflowPx, `${what} is wider than the screen`).toBeLessThanOrEqual(0);
}

async function openPreview(page: Page, width: number): Promise<void> {
  if (width < 768) await page.getByRole("radio", { name: "Preview" }).click();
  else await page.getByRole("button", { name: "Preview", exact: true }).click();
  await expect(preview(page)).toBeVisible();
}

async function closePreview(page: Page, width: number): Promise<void> {
  if (width < 768) await page.getByRole("radio", { name: "Edit" }).click();
  else await page.getByRole("button", { name: "Close previews" }).click();
  await expect(preview(page)).toBeHidden();
}
