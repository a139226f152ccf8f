/** The `error` block of a status webhook. A type alias, so that it is plain JSON to the compiler too. */
export type StatusError = { type: string; title: string; detail: string; instance: string };

/** Error codes of status webhooks, in our own words. */
const details: Record<number, string> = {
  1000: "Throttled: too many messages at once. Try again later.",
  1022: "The template does not exist, or its parameters do not fit it.",
  1030: "The platform could not process this message. Try again.",
  1040: "The message is invalid for this recipient.",
  1050: "The number is barred.",
  1060: "The account is barred.",
  1070: "The account has no credit.",
  1090: "The message is too long.",
  1100: "Communication with the provider failed. Try again.",
  1120: "This sender is not allowed in the recipient's country.",
  1160: "The recipient is not on the allowed list.",
  1170: "The number is invalid.",
  1180: "The recipient is absent for the moment.",
  1190: "The recipient is absent for good.",
  1210: "Blocked by an anti-spam rule.",
  1220: "The handset is busy.",
  1230: "A network error on the way.",
  1240: "The recipient asked not to get messages from this sender.",
  1241: "Too many messages to this number.",
  1250: "No route to this number for this kind of message.",
  1260: "The destination cannot be reached.",
  1270: "Not allowed for the recipient's age.",
  1280: "Blocked by the carrier.",
  1282: "Blocked by the provider.",
  1290: "The recipient has no prepaid credit.",
  1300: "Not part of the provider network: the recipient does not use this channel.",
  1310: "The recipient's device is not suitable.",
  1320: "This message was already sent.",
  1330: "An unknown error at the provider.",
  1331: "The provider is down.",
  1340: "Outside the allowed window: the recipient has not written in the last 24 hours.",
  1360: "The time to live ran out before the message was delivered.",
  1380: "The media could not be fetched.",
  1381: "The media is too large for this channel.",
  1382: "The media type is not supported by this channel.",
  1420: "Invalid sender.",
  1430: "Invalid recipient.",
  1440: "Invalid message type.",
  1460: "The daily limit of this sender is reached.",
  1461: "Limited by the provider: this person gets no more marketing for now.",
  1470: "Blocked by fraud protection: destination prefix.",
  1472: "Blocked by fraud protection: burst of traffic.",
};

export function isStatusErrorCode(code: number): boolean {
  return code in details;
}

/** The `error` block for a code. `instance` is the trace id, drawn by the caller. */
export function statusError(code: number, instance: string): StatusError {
  return {
    type: `https://developer.vonage.com/api-errors/messages#${code}`,
    title: String(code),
    detail: details[code] ?? "An unknown error.",
    instance,
  };
}
