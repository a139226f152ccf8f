import { expect, test } from "vitest";
import { refuseServe } from "./guard";

function status(mode: "local" | "dev" | "remote", headers: Record<string, string>, isLoopbackOnly = true) {
  const request = new Request("http://localhost:3000/api/inngest", { method: "PUT", headers });
  return refuseServe(request, { mode, isLoopbackOnly })?.status;
}

test("with the local engine nothing is served, signed or not", () => {
  expect(status("local", { "x-inngest-signature": "t=1&s=00" })).toBe(404);
});

test("with a real server an unsigned request does not reach the SDK", () => {
  expect(status("remote", {})).toBe(401);
  expect(status("remote", { "x-inngest-signature": "t=1&s=00" })).toBeUndefined();
});

test.each<[string, Record<string, string>]>([
  ["this machine's dev server", { host: "localhost:3000", "x-forwarded-for": "::ffff:127.0.0.1" }],
  ["this machine's dev server over IPv6", { host: "[::1]:3000", "x-forwarded-for": "::1" }],
])("dev mode answers %s", (_name, headers) => {
  expect(status("dev", headers)).toBeUndefined();
});

test.each<[string, Record<string, string>]>([
  ["another machine", { host: "localhost:3000", "x-forwarded-for": "203.0.113.9" }],
  ["another machine behind a proxy here", { host: "localhost:3000", "x-forwarded-for": "203.0.113.9, 127.0.0.1" }],
  ["another name, as in DNS rebinding", { host: "evil.example:3000" }],
  ["another public name", { host: "localhost", "x-forwarded-host": "app.example" }],
  ["a page in a browser", { host: "localhost:3000", origin: "https://evil.example" }],
  ["a form in a browser", { host: "localhost:3000", "sec-fetch-site": "cross-site" }],
  ["a request without a host", {}],
])("dev mode refuses %s", (_name, headers) => {
  expect(status("dev", headers)).toBe(403);
});

test("dev mode refuses everybody when the web server is open to the network", () => {
  expect(status("dev", { host: "localhost:3000" }, false)).toBe(403);
});
