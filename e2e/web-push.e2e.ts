import type { Page } from "@playwright/test";
import { makeSubscriptionKeys } from "../inngest/sandbox/push-encryption";
import { expect, expectAccessible, test } from "./fixtures";
import { signIn } from "./owner";

test("a visitor turns notifications on and off on the page of the business", async ({ page, context, baseURL }) => {
  await signIn(page);
  await page.goto("/settings/push");
  const address = await page.getByRole("link", { name: /\/push\// }).getAttribute("href");
  const before = await browsersOf(page);

  const { publicKey, auth } = makeSubscriptionKeys();
  // The browser of a test reaches no push service: what that would answer is told here, all else is real.
  await context.addInitScript(
    ({ p256dh, secret }) => {
      const endpoint = `https://fcm.googleapis.com/fcm/send/${secret}`;
      const subscription = {
        endpoint,
        options: {},
        toJSON: () => ({ endpoint, keys: { p256dh, auth: secret } }),
        unsubscribe: async () => {
          known = null;
          return true;
        },
      };
      let known: typeof subscription | null = null;
      const manager = {
        subscribe: async () => {
          known = subscription;
          return subscription;
        },
        getSubscription: async () => known,
      };
      Object.assign(PushManager.prototype, manager);
      // A browser without a window refuses by itself and asks nobody.
      let permission: NotificationPermission = "default";
      Object.defineProperty(Notification, "permission", { get: () => permission });
      Notification.requestPermission = async () => {
        permission = "granted";
        return permission;
      };
    },
    { p256dh: publicKey, secret: auth },
  );
  const visitor = await context.newPage();
  await visitor.goto(new URL(address ?? "", baseURL).pathname);
  await expectAccessible(visitor);
  const turnOn = visitor.getByRole("button", { name: "Turn on notifications" });
  await expect(visitor.getByRole("status")).toBeHidden();
  await turnOn.press("Enter");
  await expect(visitor.getByText("Notifications are on for this device.")).toBeVisible();
  await expectAccessible(visitor);
  await page.reload();
  expect(await browsersOf(page)).toBe(before + 1);

  const turnOff = visitor.getByRole("button", { name: "Turn off on this device" });
  await expect(turnOff).toBeFocused();
  await turnOff.click();
  await expect(visitor.getByText("Notifications are off for this device.")).toBeVisible();
  await page.reload();
  expect(await browsersOf(page)).toBe(before);
});

async function browsersOf(page: Page): Promise<number> {
  const text = await page.getByText(/browsers? takes? notifications/).textContent();
  return Number(text?.trim().split(" ")[0]?.replaceAll(",", ""));
}
