/** What a failure means for this person and this channel, whatever the provider calls it. */
export type FailureClass =
  /** The channel does not exist for them, or their phone is not to be found there. */
  | "unreachable"
  | "blocked"
  | "opted_out"
  /** The provider lets this person have no more of such messages for a day. */
  | "capped"
  /** The sender had its share of the day. */
  | "daily_limit"
  /** The person's prepaid card has nothing left to receive with. */
  | "no_credit"
  | "template"
  | "transient"
  | "throttled"
  /** Wrong keys, barred or no balance: nothing is wrong with this message, and every other would meet the same. */
  | "account"
  | "configuration"
  | "content"
  | "expired";

/** What to do about it. `retry`: the same message again later; `next_rung`: the ladder moves on at once. */
export function afterFailure(failure: FailureClass): "retry" | "next_rung" {
  return failure === "transient" || isAboutEverybody(failure) ? "retry" : "next_rung";
}

/** Whether it says nothing about the message: the sender as a whole has to wait. */
export function isAboutEverybody(failure: FailureClass): boolean {
  return failure === "throttled" || failure === "account";
}

/**
 * Codes of the Vonage Messages API as they stand in a receipt's `error.title` (developer.vonage.com/api-errors/messages).
 * Answers to the request itself use some of the same numbers for other things and have a table of their own.
 */
const receiptCodes = new Map<string, FailureClass>(
  Object.entries({
    "1000": "throttled",
    "1010": "configuration",
    "1020": "configuration",
    "1021": "configuration",
    "1022": "template",
    "1030": "transient",
    "1040": "blocked",
    "1050": "blocked",
    "1060": "account",
    "1070": "account",
    "1080": "account",
    "1090": "content",
    "1100": "transient",
    "1120": "configuration",
    "1130": "configuration",
    "1140": "configuration",
    "1150": "configuration",
    "1160": "configuration",
    "1170": "unreachable",
    "1180": "transient",
    "1190": "unreachable",
    "1200": "unreachable",
    "1210": "blocked",
    "1220": "transient",
    "1230": "transient",
    "1240": "opted_out",
    "1241": "throttled",
    "1250": "unreachable",
    "1251": "unreachable",
    "1260": "unreachable",
    "1270": "blocked",
    "1280": "blocked",
    "1282": "blocked",
    "1290": "no_credit",
    "1300": "unreachable",
    "1310": "unreachable",
    // The message exists already; another one would be the second.
    "1320": "blocked",
    "1330": "transient",
    "1331": "transient",
    "1340": "template",
    "1350": "configuration",
    "1360": "expired",
    "1370": "configuration",
    "1380": "content",
    "1381": "content",
    "1382": "content",
    "1400": "configuration",
    "1410": "configuration",
    "1420": "configuration",
    "1430": "unreachable",
    "1440": "content",
    "1450": "configuration",
    "1451": "configuration",
    "1460": "daily_limit",
    "1461": "capped",
    "1470": "blocked",
    "1472": "blocked",
    "1473": "blocked",
    "1480": "configuration",
    "1481": "configuration",
    "1482": "configuration",
    "1483": "configuration",
    "1484": "configuration",
  }),
);

/** Codes of WhatsApp itself, which some receipts pass on as they are (developers.facebook.com, error codes of the Cloud API). */
const whatsappCodes = new Map<string, FailureClass>(
  Object.entries({
    "368": "account",
    "130429": "throttled",
    "130472": "blocked",
    "130497": "configuration",
    "131026": "unreachable",
    "131031": "account",
    "131042": "account",
    "131047": "template",
    "131048": "throttled",
    "131049": "capped",
    "131050": "opted_out",
    "131051": "content",
    "131052": "content",
    "131053": "content",
    "131056": "throttled",
    "131062": "unreachable",
    "131063": "configuration",
    "131064": "throttled",
    "132000": "template",
    "132001": "template",
    "132005": "template",
    "132007": "template",
    "132008": "template",
    "132012": "template",
    "132015": "template",
    "132016": "template",
  }),
);

/** Class of an error reported by a receipt. Unknown codes never cause a second message: they count as blocked. */
export function receiptFailure(code: string): FailureClass {
  return receiptCodes.get(code) ?? whatsappCodes.get(code) ?? "blocked";
}

/** The codes that a receipt may report a class of failure with. */
export function receiptCodesOf(failure: FailureClass): string[] {
  return [...receiptCodes, ...whatsappCodes].flatMap(([code, meant]) => (meant === failure ? [code] : []));
}

/** Codes of the Vonage Messages API as they end the `type` of a refusal answered to the request (422). */
const answerCodes = new Map<string, FailureClass>(
  Object.entries({
    "110": "unreachable",
    "1060": "configuration",
    "1100": "configuration",
    "1110": "configuration",
    "1120": "configuration",
    "1130": "unreachable",
    "1140": "content",
    "1150": "content",
    "1430": "unreachable",
    "invalid-json": "content",
  }),
);

/** Class of a refusal answered to the request itself, from the HTTP status and the end of the error's type. */
export function answerFailure(httpStatus: number, code: string): FailureClass {
  if (httpStatus === 429) return "throttled";
  if (httpStatus >= 500) return "transient";
  if (httpStatus === 401 || httpStatus === 402 || httpStatus === 403) return "account";
  return answerCodes.get(code) ?? "configuration";
}
