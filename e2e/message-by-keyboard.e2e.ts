import type { Locator, Page } from "@playwright/test";
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
} from "./event-message";
import { expect, test } from "./fixtures";
import { importGuest } from "./import-guest";
import { signIn } from "./owner";

test("an invitation is composed wholly by keyboard", async ({ page }) => {
  test.setTimeout(300_000);
  await signIn(page);
  await importGuest(page, "Omar Reed", "(415) 555-0161");
  await newCampaign(page, "Opening, by keyboard");
  const { keyboard } = page;
  // Where a menu opened under it, the pointer would choose another first item.
  await page.mouse.move(0, 0);

  await test.step("writes a text with a variable", async () => {
    await press(page, page.getByRole("button", { name: "Add Text block" }));
    await expect(page.getByRole("textbox", { name: /^Text of block/ })).toBeFocused();
    await keyboard.type("Hi {first");
    await expect(page.getByRole("listbox", { name: "Variables" })).toBeVisible();
    await keyboard.press("Enter");
    await keyboard.type(event.words);
    await press(page, page.getByRole("button", { name: /^First name: change the default/ }));
    const fallback = page.getByLabel("If it is not known, write");
    await expect(fallback).toBeFocused();
    await keyboard.press("ControlOrMeta+a");
    await keyboard.type(event.fallback);
    await keyboard.press("Escape");
    await expect(block(page, "Text")).toContainText(`or “${event.fallback}”`);
  });

  await test.step("turns an empty text into a video with the slash menu", async () => {
    await addBlock(page, "Text");
    await expect(page.getByRole("textbox", { name: "Text of block 2" })).toBeFocused();
    await keyboard.type("/vid");
    await expect(page.getByRole("listbox", { name: "Blocks" })).toBeVisible();
    await keyboard.press("Enter");
    await expectOrder(page, ["Text", "Video"]);
    const choose = page.getByRole("button", { name: "Choose or upload a video" });
    await expect(choose).toBeFocused();
    await keyboard.press("Enter");
    await block(page, "Video").getByLabel("Files to upload").setInputFiles(filmPath);
    await expect(page.getByRole("button", { name: "Change video" })).toBeFocused();
    await tabTo(page, block(page, "Video").getByLabel("Description"));
    await keyboard.type(event.filmAlt);
  });

  await test.step("drags it to the top, and takes the step back and forth", async () => {
    await tabTo(page, block(page, "Video").locator("[data-handle]"), "Shift+Tab");
    await keyboard.press("Space");
    await expect(page.getByText("Over block 2 of 2.")).toBeAttached();
    // The arrows are listened to from the next timer on; one begun now fires after it.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1)));
    await keyboard.press("ArrowUp");
    await expect(page.getByText("Over block 1 of 2.")).toBeAttached();
    await keyboard.press("Space");
    await expectOrder(page, ["Video", "Text"]);
    await expect(block(page, "Video").locator("[data-handle]")).toBeFocused();
    await keyboard.press("ControlOrMeta+z");
    await expectOrder(page, ["Text", "Video"]);
    await keyboard.press("ControlOrMeta+Shift+z");
    await expectOrder(page, ["Video", "Text"]);
  });

  await test.step("moves a block by button as far as it goes, and keeps the focus", async () => {
    const up = block(page, "Text").getByRole("button", { name: "Move Text up" });
    await press(page, up);
    await expectOrder(page, ["Text", "Video"]);
    await expect(up).toBeFocused();
    await expect(up).toBeDisabled();
    await keyboard.press("ControlOrMeta+z");
    await expectOrder(page, ["Video", "Text"]);
  });

  await test.step("adds a button and a question", async () => {
    await addBlock(page, "Buttons");
    const button = block(page, "Buttons");
    await expect(button.getByLabel("Label of button 1")).toBeFocused();
    await keyboard.type(event.button);
    await tabTo(page, button.getByLabel("Web address of button 1"));
    await keyboard.type(event.address);
    await addBlock(page, "RSVP");
    await expect(block(page, "RSVP").getByLabel("Question")).toBeFocused();
    await keyboard.press("ControlOrMeta+a");
    await keyboard.type(event.question);
    await expectOrder(page, ["Video", "Text", "Buttons", "RSVP"]);
  });

  await test.step("shows an animation on WhatsApp in place of the film", async () => {
    const film = block(page, "Video");
    await press(page, film.getByRole("button", { name: "Different on…" }), "Shift+Tab");
    await chooseItem(page, "WhatsApp");
    await expect(film.getByRole("button", { name: "Change video" })).toBeFocused();
    await press(page, film.getByRole("button", { name: "Another kind…" }));
    await chooseItem(page, "GIF");
    await expect(film.getByRole("button", { name: "Choose or upload a GIF" })).toBeFocused();
    await keyboard.press("Enter");
    await film.getByLabel("Files to upload").setInputFiles(await gif());
    await expect(film.getByRole("button", { name: "Change GIF" })).toBeFocused();
    await tabTo(page, film.getByLabel("Description"));
    await keyboard.type(event.gifAlt);
  });

  await test.step("duplicates a block and deletes the copy", async () => {
    await press(page, page.getByRole("button", { name: "More for RSVP, block 4 of 4" }));
    await chooseItem(page, "Duplicate");
    await expectOrder(page, ["Video", "Text", "Buttons", "RSVP", "RSVP"]);
    await press(page, page.getByRole("button", { name: "More for RSVP, block 5 of 5" }));
    await chooseItem(page, "Delete");
    await expectOrder(page, ["Video", "Text", "Buttons", "RSVP"]);
    await expect(blocks(page).last().locator(":focus")).toHaveCount(1);
    await keyboard.press("ControlOrMeta+z");
    await expectOrder(page, ["Video", "Text", "Buttons", "RSVP", "RSVP"]);
    await keyboard.press("ControlOrMeta+Shift+z");
    await expectOrder(page, ["Video", "Text", "Buttons", "RSVP"]);
  });

  await test.step("every channel shows what it will send", async () => {
    await expectReady(page);
    await expectPreviews(page, (control) => press(page, control));
  });
  await test.step("the ladder of the scenario is ready to launch", () =>
    expectLadder(page, (control) => press(page, control)));
});

/** Tabs until a control has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, control: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  for (let tabs = 0; tabs < 250; tabs++) {
    // Looked up each time: what is on the page may be drawn anew between two steps.
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`No number of ${key} leads to ${control}.`);
}

async function press(page: Page, control: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await tabTo(page, control, key);
  await page.keyboard.press("Enter");
}

async function addBlock(page: Page, kind: string): Promise<void> {
  await press(page, page.getByRole("button", { name: "Add block", exact: true }));
  await chooseItem(page, kind);
}

/** Goes through the open menu by its arrow keys. */
async function chooseItem(page: Page, name: string): Promise<void> {
  const item = page.getByRole("menuitem", { name: new RegExp(`^${name}`) });
  const focused = page.locator("[role=menuitem]:focus");
  // A menu that is opened by keyboard begins at its first item.
  await expect(focused).toHaveCount(1);
  for (let steps = 0; steps < 20; steps++) {
    if (await item.evaluate((element) => element === document.activeElement)) break;
    const before = await focused.textContent();
    await page.keyboard.press("ArrowDown");
    // The focus follows a moment later: a busy machine would be asked for the next item before it stands on this one.
    await expect(focused).not.toHaveText(before ?? "");
  }
  await expect(item).toBeFocused();
  await page.keyboard.press("Enter");
}
