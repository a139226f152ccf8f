import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";

interface Fixtures {
  /** Messages a test expects to see on the console, such as the browser's line about a refused request. */
  expectedConsole: RegExp[];
  /** Fails the test when any of its pages logged an error or threw. */
  quietConsole: undefined;
}

/** Playwright's test, except that an error on the console of any page fails it. */
export const test = base.extend<Fixtures>({
  expectedConsole: [[], { option: true }],
  quietConsole: [
    async ({ context, expectedConsole }, use) => {
      const errors: string[] = [];
      context.on("console", (message) => {
        if (message.type() === "error") errors.push(`${message.text()} (${message.location().url})`);
      });
      context.on("weberror", (thrown) => errors.push(String(thrown.error().stack ?? thrown.error())));
      await use(undefined);
      expect(errors.filter((error) => !expectedConsole.some((pattern) => pattern.test(error)))).toEqual([]);
    },
    { auto: true },
  ],
});

/** Fails on what axe finds against WCAG 2.2 AA on the page as it is now. */
export async function expectAccessible(page: Page): Promise<void> {
  // The title is streamed after the page.
  await expect(page).toHaveTitle(/./);
  await standStill(page);
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  expect
    .soft(violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map((node) => node.html) })))
    .toEqual([]);
}

/**
 * Colours are judged when everything is fully there: a note that is fading in has not yet the contrast it will have. From
 * here on the page moves no more, so that none fades out while it is judged.
 */
async function standStill(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.evaluate(async () => {
    const ends = (animation: Animation) => animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY;
    // Settled: what is cancelled has ended as well.
    await Promise.allSettled(
      document
        .getAnimations()
        .filter(ends)
        .map(({ finished }) => finished),
    );
  });
}

/** The one-time link the launcher printed. */
export function setupLink(): string {
  const link = process.env.E2E_SETUP_LINK;
  if (link === undefined) throw new Error("The server under test has an owner already, so there is no set-up link.");
  return link;
}

export { expect };
