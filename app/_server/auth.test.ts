import { afterAll, beforeAll, expect, test } from "vitest";
import { signInWithPassword } from "@/app/_server/auth";
import { hashPassword } from "@/app/_server/password";
import { takeTry } from "@/app/_server/rate-limit";
import { serverDatabase } from "@/app/_server/request.fixtures";
import { appUser } from "@/db/schema/identity";
import type { TestDatabase } from "@/db/testing";

let database: TestDatabase;
const password = "correct horse battery";
const start = new Date("2026-01-01T12:00:00Z");
const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000);

beforeAll(async () => {
  database = await serverDatabase();
  await database.db
    .insert(appUser)
    .values({ email: "ana@example.com", name: "Ana", passwordHash: await hashPassword(password) });
});
afterAll(() => database.end());

test("the right password signs in, whatever the case of the email", async () => {
  expect(await signInWithPassword({ email: " Ana@Example.com ", password }, "1.1.1.1", start)).toMatchObject({
    sessionVersion: 1,
  });
  expect(await signInWithPassword({ email: "ana@example.com", password: "wrong" }, "1.1.1.1", start)).toBeNull();
  expect(await signInWithPassword({ email: "nobody@example.com", password }, "1.1.1.1", start)).toBeNull();
  expect(await signInWithPassword({ email: ["ana@example.com"], password }, "1.1.1.1", start)).toBeNull();
});

test("a wrong password counts for its account and its address, a right one clears the account", async () => {
  const tries = later(30);
  for (let count = 0; count < 9; count++) await takeTry(database.db, "sign-in-account", "ana@example.com", tries);
  expect(await signInWithPassword({ email: "ana@example.com", password: "wrong" }, "9.9.9.9", tries)).toBeNull();
  const tenth = signInWithPassword({ email: "ana@example.com", password }, "9.9.9.9", tries);
  await expect(tenth).rejects.toThrow("rate_limited");
  const after = later(50);
  await takeTry(database.db, "sign-in-account", "ana@example.com", after);
  await signInWithPassword({ email: "ana@example.com", password }, "9.9.9.9", after);
  for (let count = 0; count < 9; count++) await takeTry(database.db, "sign-in-account", "ana@example.com", after);
  expect(await signInWithPassword({ email: "ana@example.com", password }, "9.9.9.9", after)).not.toBeNull();
});

test("after ten wrong passwords an account waits, even with the right one, from any address", async () => {
  const tries = later(100);
  for (let count = 0; count < 10; count++) {
    await takeTry(database.db, "sign-in-account", "ana@example.com", tries);
  }
  const again = (now: Date) => signInWithPassword({ email: "ANA@example.com", password }, "3.3.3.3", now);
  await expect(again(tries)).rejects.toThrow(/^rate_limited:900$/);
  await expect(again(later(114))).rejects.toThrow(/^rate_limited:60$/);
  expect(await again(later(115))).not.toBeNull();
});

test("one address that tries many accounts waits too", async () => {
  const tries = later(200);
  for (let count = 0; count < 60; count++) {
    await takeTry(database.db, "sign-in-address", "4.4.4.4", tries);
  }
  const fromThere = signInWithPassword({ email: "ana@example.com", password }, "4.4.4.4", tries);
  await expect(fromThere).rejects.toThrow("rate_limited");
  expect(await signInWithPassword({ email: "ana@example.com", password }, "5.5.5.5", tries)).not.toBeNull();
});
