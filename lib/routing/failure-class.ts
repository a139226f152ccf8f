/** What a failure means for this person and this channel, whatever the provider calls it. */
export type FailureClass =
  | "unreachable"
  | "blocked"
  | "opted_out"
  | "capped"
  | "template"
  | "transient"
  | "throttled"
  /** Wrong keys or no balance: nothing is wrong with this message, and every other would meet the same. */
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
const receiptCodes: Record<string, FailureClass> = {
  "1000": "throttled",
  "1010": "configuration",
  "1020": "configuration",
  "1021": "configuration",
  "1022": "template",
  "1030": "transient",
  "1040": "blocked",
  "1050": "blocked",
  "1060": "configuration",
  "1070": "configuration",
  "1080": "configuration",
  "1090": "content",
  "1100": "transient",
  "1120": "configuration",
  "1130": "configuration",
  "1140": "configuration",
  "1150": "configuration",
  "1160": "configuration",
  "1170": "unreachable",
  "1180": "unreachable",
  "1190": "unreachable",
  "1200": "unreachable",
  "1210": "blocked",
  "1220": "unreachable",
  "1230": "unreachable",
  "1240": "opted_out",
  "1241": "throttled",
  "1250": "unreachable",
  "1251": "unreachable",
  "1260": "unreachable",
  "1270": "blocked",
  "1280": "blocked",
  "1282": "blocked",
  "1290": "unreachable",
  "1300": "unreachable",
  "1310": "unreachable",
  "1330": "transient",
  "1331": "transient",
  "1340": "template",
  "1350": "configuration",
  "1360": "expired",
  "1370": "configuration",
  "1380": "content",
  "1381": "content",
  "1382": "content",
  "1460": "capped",
  "1461": "capped",
  "1470": "blocked",
  "1472": "blocked",
  "1473": "blocked",
};

/** Class of an error reported by a receipt. Unknown codes never cause a second message: they count as blocked. */
export function receiptFailure(code: string): FailureClass {
  const known = receiptCodes[code];
  if (known !== undefined) return known;
  return /^14[0-5]\d$/.test(code) || /^148\d$/.test(code) ? "configuration" : "blocked";
}

/** Class of a refusal answered to the request itself, from the HTTP status and the number in the error's type. */
export function answerFailure(httpStatus: number, code: string): FailureClass {
  if (httpStatus === 429) return "throttled";
  if (httpStatus >= 500) return "transient";
  if (httpStatus === 401 || httpStatus === 402 || httpStatus === 403) return "account";
  if (code === "110" || code === "1130" || code === "1430") return "unreachable";
  if (code === "1150" || code === "1140") return "content";
  return "configuration";
}
