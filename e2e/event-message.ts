import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Locator, Page } from "@playwright/test";
import sharp from "sharp";
import { expect } from "./fixtures";

/** Scenario 1 of the product: a film and a button first, an animation on WhatsApp, a picture and a link by MMS. */
export const event = {
  /** With the apostrophe of a typesetter, which makes text messages dearer. */
  words: ", we’re opening our roastery on Friday.",
  fallback: "friend",
  filmAlt: "Coffee being roasted",
  gifAlt: "Beans falling into a cup",
  button: "Register",
  address: "https://harbor-coffee.example/opening",
  question: "Will you join us?",
  answers: ["I'll be there", "Maybe", "Can't make it"],
};

/** A film of six seconds. */
export const filmPath = join(fileURLToPath(new URL("..", import.meta.url)), "bench", "media", "friday.mp4");

/** An animation of three coloured frames. */
export async function gif(): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const frames = await Promise.all(
    ["#7a4a2b", "#e8d3b0", "#2f6f62"].map((background) =>
      sharp({ create: { width: 240, height: 160, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  const buffer = await sharp(frames, { join: { animated: true } })
    .gif({ delay: [200, 200, 200], loop: 0 })
    .toBuffer();
  return { name: "beans.gif", mimeType: "image/gif", buffer };
}

export async function newCampaign(page: Page, name: string): Promise<void> {
  await page.goto("/campaigns");
  await page.getByRole("button", { name: "New campaign" }).first().click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Create campaign" }).click();
  await expect(page.getByText("Start your message")).toBeVisible();
}

export function blocks(page: Page): Locator {
  return page.getByRole("list", { name: "Message" }).locator(":scope > [data-block]");
}

export function block(page: Page, kind: string): Locator {
  return page.getByRole("region", { name: new RegExp(`^${kind}, block \\d`) });
}

/** What the blocks are, in their order. */
export async function expectOrder(page: Page, kinds: readonly string[]): Promise<void> {
  const handles = page.locator("[data-handle]");
  await expect(handles).toHaveCount(kinds.length);
  for (const [index, kind] of kinds.entries()) {
    await expect(handles.nth(index)).toHaveAccessibleName(`Drag ${kind}, block ${index + 1} of ${kinds.length}`);
  }
}

export async function expectReady(page: Page): Promise<void> {
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await expect(page.getByText("being converted").first()).toBeHidden({ timeout: 90_000 });
}

const previews = (page: Page) => page.getByRole("complementary", { name: "Previews" });

/** The large preview, which stands after the small ones. */
export function preview(page: Page): Locator {
  return previews(page)
    .getByRole("region", { name: /^Message on the/ })
    .last();
}

/** What a person reads and taps, wherever it is drawn; addresses differ from one sending to the next. */
export async function readMessage(shown: Locator): Promise<{ texts: string[]; buttons: string[] }> {
  const texts = await shown.locator("[data-part=text]").allInnerTexts();
  const buttons = await shown.locator("[data-part=button]").allInnerTexts();
  const withoutAddresses = (text: string) => text.trim().replaceAll(/https?:\/\/\S+/g, "(link)");
  return { texts: texts.map(withoutAddresses), buttons: buttons.map((label) => label.trim()) };
}

type Press = (control: Locator) => Promise<void>;

/** Shows a channel in the large preview, by whichever device `press` stands for. */
export async function show(page: Page, channel: string, press: Press): Promise<Locator> {
  const button = previews(page).getByRole("button", { name: `Show ${channel}`, exact: true });
  await press(button);
  await expect(button).toHaveAttribute("aria-pressed", "true");
  return preview(page);
}

/** What each of the six channels makes of the message for the sample person. */
export async function expectPreviews(page: Page, press: Press): Promise<void> {
  const said = `Hi Sam${event.words}`;
  const labels = (shown: Locator) => shown.locator("[data-part=button]");

  const rcs = await show(page, "RCS", press);
  await expect(rcs).toContainText(said);
  await expectMedia(rcs);
  await expect(labels(rcs).filter({ hasText: event.button })).toHaveAttribute("data-url", /^https?:/);
  for (const answer of event.answers) await expect(labels(rcs).filter({ hasText: answer })).toBeVisible();
  await expectNothingToFix(page, "RCS");

  const whatsapp = await show(page, "WhatsApp", press);
  await expect(whatsapp).toContainText(said);
  // The animation in place of the film: WhatsApp plays it as a short film.
  await expect(whatsapp.locator("video[data-part=media]")).toHaveCount(1);
  await expect(previews(page).getByText("WhatsApp plays the animation as a short film")).toBeVisible();
  await expect(labels(whatsapp).filter({ hasText: event.button })).toHaveAttribute("data-url", /^https?:/);
  for (const answer of event.answers) {
    await expect(labels(whatsapp).filter({ hasText: answer })).toHaveAttribute("data-postback", /./);
  }
  await expectNothingToFix(page, "WhatsApp");

  const mms = await show(page, "MMS", press);
  await expectMedia(mms);
  await expect(mms).toContainText(said);
  await expect(mms).toContainText(/Register: https?:\/\/\S+/);
  await expect(mms).toContainText(/I'll be there: https?:\/\/\S+/);
  await expectNothingToFix(page, "MMS");

  const sms = await show(page, "SMS", press);
  await expect(sms).toContainText(/Register: https?:\/\/\S+/);
  await expect(sms).toContainText(/\d parts, /);
  await expect(sms.locator("[data-part=media]")).toHaveCount(0);

  const messenger = await show(page, "Messenger", press);
  await expect(messenger).toContainText(said);
  await expect(messenger).toContainText(event.button);
  await expect(messenger.locator("[data-url]").first()).toBeVisible();

  const push = await show(page, "Push", press);
  await expect(push).toContainText(said);
  await expect(labels(push).filter({ hasText: event.button })).toHaveAttribute("data-url", /^https?:/);
  await expectMedia(push);
}

/** The scenario's ladder: RCS, a day later WhatsApp for whoever did not react, MMS last; and nothing in its way. */
export async function expectLadder(page: Page, press: Press): Promise<void> {
  await press(page.getByRole("link", { name: "Continue to audience" }));
  for (const [step, next] of [
    ["audience", "test"],
    ["test", "schedule"],
    ["schedule", "review"],
  ] as const) {
    const save = page.getByRole("button", { name: `Save ${step}` });
    await expect(save).toBeVisible();
    await press(save);
    await expect(page).toHaveURL(new RegExp(`/${next}$`));
  }
  const steps = page.getByRole("cell").filter({ hasText: "in all, until it" });
  await expect(steps).toHaveText([
    /^1\s*RCS.*until it was clicked, tapped or answered, at most 1 day$/,
    /^2\s*WhatsApp.*until it was clicked, tapped or answered, at most 1 day$/,
    /^3\s*MMS.*until it was delivered, at most 1 day$/,
  ]);
  await expect(page.getByRole("region", { name: "Mend before launching" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Launch campaign" })).toBeEnabled();
}

/** A picture that the browser could draw, or a film with its still. */
async function expectMedia(shown: Locator): Promise<void> {
  const media = shown.locator("[data-part=media]").first();
  await expect(media).toBeVisible();
  await expect
    .poll(() =>
      media.evaluate((element) =>
        element instanceof HTMLImageElement
          ? element.naturalWidth > 0
          : element instanceof HTMLVideoElement && element.getAttribute("src") !== "",
      ),
    )
    .toBe(true);
}

async function expectNothingToFix(page: Page, channel: string): Promise<void> {
  const findings = previews(page).getByRole("region", { name: `Findings for ${channel}` });
  await expect(findings.getByText("Must be fixed:")).toHaveCount(0);
}
