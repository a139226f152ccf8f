import { randomUUID } from "node:crypto";
import type { Sql } from "@/db/client";
import { loadSurroundings, storeAccepted } from "@/db/queries/sandbox";
import { acceptMessage } from "@/lib/sandbox/accept-message";
import { accountOf } from "@/lib/sandbox/callback-address";
import { planEvents } from "@/lib/sandbox/plan-events";
import { templateOf } from "@/lib/sandbox/template-of";
import { validateRequest } from "@/lib/sandbox/validate-request";

interface Given {
  sql: Sql;
  posted: unknown;
  instance: string;
  isRateExceeded: boolean;
  random: () => number;
  now: Date;
}

/** Checks a posted message, stores it with its future, and gives the carrier's answer. */
export async function takeMessage(given: Given): Promise<{ httpStatus: number; body: object }> {
  const { sql, posted, instance, isRateExceeded, random, now } = given;
  const validation = validateRequest(posted, instance);
  if (!validation.ok) return validation.answer;
  const { request } = validation;
  const account = accountOf(request.statusUrl);
  const { channel, to: number, from: sender, clientRef, statusUrl, body } = request;
  const surroundings = await loadSurroundings(sql, { account, number, sender, channel }, templateOf(body));
  const id = randomUUID();
  const acceptance = acceptMessage(
    request,
    { ...surroundings, account: { isRateExceeded } },
    { messageUuid: id, instance },
    now,
    random,
  );
  if (acceptance.httpStatus === 202) {
    const message = { id, account, channel, number, sender, clientRef, body, statusUrl };
    await storeAccepted(sql, message, planEvents(id, acceptance.plan, now), now);
  }
  return { httpStatus: acceptance.httpStatus, body: acceptance.responseBody };
}
