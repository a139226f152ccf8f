import { expect, test } from "./fixtures";

test("the launcher's server is healthy and answers a wrong address with a page", async ({ request }) => {
  expect((await request.get("/healthz")).status()).toBe(200);
  expect((await request.get("/no-such-page")).status()).toBe(404);
});
