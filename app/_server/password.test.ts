import { expect, test } from "vitest";
import { hashPassword, verifyPassword } from "@/app/_server/password";

test("a password fits its own hash and no other", async () => {
  const hash = await hashPassword("correct horse battery");
  expect(await verifyPassword("correct horse battery", hash)).toBe(true);
  expect(await verifyPassword("correct horse batterz", hash)).toBe(false);
  expect(await verifyPassword("", hash)).toBe(false);
});

test("the same password is stored differently each time, with a cost that can be raised later", async () => {
  const [one, other] = await Promise.all([hashPassword("twelve letters"), hashPassword("twelve letters")]);
  expect(one).not.toBe(other);
  const [scheme, n] = one.split("$");
  expect(scheme).toBe("scrypt");
  expect(Number(n)).toBeGreaterThanOrEqual(2 ** 15);
});

test("the same letters in another Unicode form are the same password", async () => {
  const hash = await hashPassword("cafe\u0301 au lait!");
  expect(await verifyPassword("caf\u00e9 au lait!", hash)).toBe(true);
});

test("an unknown email costs as much work as a known one and never fits", async () => {
  const hash = await hashPassword("correct horse battery");
  const spent = async (stored: string | null) => {
    const { user } = process.cpuUsage();
    expect(await verifyPassword("wrong horse battery!", stored)).toBe(false);
    return process.cpuUsage().user - user;
  };
  const known = await spent(hash);
  const unknown = await spent(null);
  expect(unknown).toBeGreaterThan(known / 4);
});
