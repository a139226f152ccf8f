"use server";

import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { defineAction } from "@/app/_server/action";
import { linkMac } from "@/app/_server/mac";
import { refuse } from "@/app/_server/refusal";
import type { Database } from "@/db/client";
import { takeAttempt } from "@/db/queries/rate-limit";
import { addTestNumber, removeTestNumber, verifyTestNumber, wantTestCode } from "@/db/queries/test-numbers";
import { enqueueEvents } from "@/inngest/outbox";
import { channels } from "@/lib/channels/registry";
import { codeChannel, codeText } from "@/lib/test-send/code-message";
import { testCodeSchema, testNumberFormSchema, testNumbersMax } from "@/lib/test-send/schema";
import type { WorkspaceSettings } from "@/lib/workspace/schema";

const codesPerHourMax = 12;
const hourSeconds = 60 * 60;
const place = "/settings/test-numbers";

/** Codes go to numbers nobody has confirmed: few of them, and only with a sender. */
async function mayAskForCode(db: Database, workspaceId: string, settings: WorkspaceSettings, now: Date) {
  if (settings.senders[codeChannel] === undefined) {
    const { name } = channels[codeChannel];
    refuse("no_sender", `The code goes by ${name}, which has no sender. Set one up under Settings, Senders.`);
  }
  const key = `test-code:${workspaceId}`;
  const { retryAfterSeconds } = await takeAttempt(db, { key, max: codesPerHourMax, seconds: hourSeconds, now });
  if (retryAfterSeconds > 0) {
    const minutes = Math.ceil(retryAfterSeconds / 60);
    refuse(
      "rate_limited",
      `A workspace may ask for ${codesPerHourMax} codes an hour. Try again in ${minutes} minutes.`,
    );
  }
}

/** Adds a number and sends it the code that confirms it. */
export const addNumber = defineAction({
  name: "test_number.add",
  capability: "write",
  input: testNumberFormSchema,
  run: async ({ input, actor, db, now }) => {
    const { workspaceId, userId } = actor;
    const { settings } = actor.workspace;
    const phone = parsePhoneNumberFromString(input.number, settings.defaultCountry as CountryCode);
    if (phone === undefined || !phone.isValid()) {
      refuse(
        "invalid_input",
        "No phone has this number. Write it with its country code, such as +1 415 555 0100.",
        "number",
      );
    }
    await mayAskForCode(db, workspaceId, settings, now);
    const { label } = input;
    const country = phone.country ?? null;
    const number = {
      workspaceId,
      userId,
      label,
      number: phone.number.slice(1),
      country,
      carrier: settings.carrier,
      now,
    };
    const outcome = await db.transaction(async (tx) => {
      const added = await addTestNumber(tx, number);
      if (added.kind === "added") {
        const data = { workspaceId, testNumberId: added.testNumberId };
        await enqueueEvents(tx, [{ name: "test-number/code.requested", data }], now);
      }
      return added;
    });
    if (outcome.kind === "exists") refuse("exists", "This number is on the list already.", "number");
    if (outcome.kind === "too_many") {
      refuse("too_many", `A workspace has at most ${testNumbersMax} test numbers. Remove one you no longer use.`);
    }
    if (outcome.kind === "opted_out") {
      refuse("opted_out", "Whoever has this number told you to stop, so not even a code is sent to it.", "number");
    }
    revalidatePath(place);
    return null;
  },
});

/** Sends another code. */
export const sendCodeAgain = defineAction({
  name: "test_number.send_code",
  capability: "write",
  input: z.object({ testNumberId: z.uuid() }),
  run: async ({ input: { testNumberId }, actor, db, now }) => {
    const { workspaceId, workspace } = actor;
    await mayAskForCode(db, workspaceId, workspace.settings, now);
    const wanted = await db.transaction(async (tx) => {
      const which = { workspaceId, testNumberId };
      if (!(await wantTestCode(tx, which, workspace.settings.carrier, now))) return false;
      await enqueueEvents(tx, [{ name: "test-number/code.requested", data: which }], now);
      return true;
    });
    if (!wanted) refuse("not_found", "This number is confirmed already, or no longer on the list. Reload the page.");
    revalidatePath(place);
    return null;
  },
});

/** Confirms a number by the code it got. */
export const confirmNumber = defineAction({
  name: "test_number.confirm",
  capability: "write",
  input: testCodeSchema,
  run: async ({ input: { testNumberId, code }, actor, db, now }) => {
    const { workspaceId, userId } = actor;
    const hash = Buffer.from(linkMac(codeText(testNumberId, code))).toString("hex");
    const outcome = await db.transaction((tx) =>
      verifyTestNumber(tx, { workspaceId, userId, testNumberId }, hash, now),
    );
    if (outcome === "wrong")
      refuse("wrong_code", "This is not the code. Look at the latest message and try again.", "code");
    if (outcome === "too_many_tries") refuse("too_many_tries", "Too many wrong codes. Ask for a new one.", "code");
    if (outcome === "expired") refuse("expired", "This code is no longer good. Ask for a new one.", "code");
    if (outcome === "not_found") refuse("not_found", "This number is no longer on the list. Reload the page.");
    revalidatePath(place);
    return null;
  },
});

/** Takes a number off the list. */
export const removeNumber = defineAction({
  name: "test_number.remove",
  capability: "write",
  input: z.object({ testNumberId: z.uuid() }),
  run: async ({ input: { testNumberId }, actor, db, now }) => {
    const { workspaceId, userId } = actor;
    await db.transaction((tx) => removeTestNumber(tx, { workspaceId, userId, testNumberId }, now));
    revalidatePath(place);
    return null;
  },
});
