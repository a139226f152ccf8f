import { fileURLToPath } from "node:url";
import { defineConfig } from "@playwright/test";
import { findBrowser } from "./bin/browser";
import { freePort } from "./bin/ports";

// Every worker loads this file again; what the first load found out travels in the environment.
if (process.env.E2E_BASE_URL === undefined) {
  process.env.E2E_PORT = String(await freePort());
  process.env.E2E_BASE_URL = `http://localhost:${process.env.E2E_PORT}`;
}
const browser = await findBrowser(fileURLToPath(new URL(".cache", import.meta.url)));
process.env.CHROMIUM_PATH = browser.executablePath;

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.e2e.ts",
  globalSetup: "./e2e/server.ts",
  fullyParallel: false,
  workers: 1,
  forbidOnly: process.env.CI !== undefined,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  outputDir: "test-results",
  reporter: [["list"]],
  use: {
    baseURL: process.env.E2E_BASE_URL,
    browserName: "chromium",
    viewport: { width: 1440, height: 900 },
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    launchOptions: { executablePath: browser.executablePath, args: browser.args },
    // A picture of the whole page before and after every key makes a journey by keyboard three times as long.
    trace: process.env.E2E_TRACE === undefined ? "off" : "retain-on-failure",
    screenshot: "only-on-failure",
  },
});
