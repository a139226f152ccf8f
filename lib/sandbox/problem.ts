/** One thing wrong with a posted field, as the carrier names it. */
export interface InvalidParameter {
  name: string;
  reason: string;
}

/** The carrier's error body (RFC 7807). A type alias, so that it is plain JSON to the compiler too. */
export type Problem = {
  type: string;
  title: string;
  detail: string;
  instance: string;
  invalid_parameters?: InvalidParameter[];
};

/** An error as answered: status and body. */
export interface ProblemAnswer {
  httpStatus: number;
  body: Problem;
}

const base = "https://developer.vonage.com/api-errors";

/**
 * Every error the API answers at once. The numbers after `messages#` have meanings of their own here: the same number
 * in a later status webhook says something else. Misspellings are the carrier's.
 */
const problems = {
  credentials: [
    401,
    "/#unathorized",
    "You did not provide correct credentials.",
    "Check that you are using the correct credentials.",
  ],
  lowBalance: [
    402,
    "/#low-balance",
    "Low balance",
    "This request could not be performed because the account balance is low.",
  ],
  notFound: [404, "#not-found", "Not Found", "No message with this id."],
  invalidJson: [422, "#invalid-json", "Invalid JSON", "The request body did not contain valid JSON."],
  unsupportedChannel: [422, "/messages#1100", "Unsupported channel", "This channel is not supported."],
  invalidChannelParameters: [
    422,
    "/messages#1110",
    "Invalid channel parameters",
    "The parameters of this channel are wrong.",
  ],
  invalidSender: [422, "/messages#1120", "Invalid sender", "The `from` parameter is invalid for this channel."],
  invalidRecipient: [422, "/messages#110", "Invalid recipient", "The `to` parameter is invalid for this channel."],
  invalidMessageType: [422, "/messages#1140", "Invalid message type", "This channel does not carry this message type."],
  invalidParameters: [422, "/messages#1150", "Invalid params", "The value of one or more parameters is invalid."],
  invalidClientReference: [422, "/messages#1060", "Invalid client reference", "The `client_ref` parameter is invalid."],
  operationNotSupported: [422, "", "Operation not supported", "This message cannot be updated in this way."],
  rateLimit: [429, "/messages#1000", "Rate Limit Hit", "Please wait, then retry your request"],
  internal: [500, "/messages#1000", "Internal error", "There was an error processing your request."],
} as const satisfies Record<string, readonly [number, string, string, string]>;

export type ProblemName = keyof typeof problems;

/** Builds the answer for one error. `instance` is the trace id, drawn by the caller. */
export function problemAnswer(name: ProblemName, instance: string, invalid: InvalidParameter[] = []): ProblemAnswer {
  const [httpStatus, suffix, title, detail] = problems[name];
  return {
    httpStatus,
    body: {
      type: suffix === "" ? "" : `${base}${suffix}`,
      title,
      detail,
      instance,
      ...(invalid.length > 0 ? { invalid_parameters: invalid } : {}),
    },
  };
}
