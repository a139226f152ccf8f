/** What the app answers by itself to a word a person wrote. */
export const answerKinds = ["stop_confirmation", "start_confirmation", "help"] as const;
export type AnswerKind = (typeof answerKinds)[number];

/** `sending` outlives a crash and is then final: nobody gets the same answer twice. */
export type AnswerState = "pending" | "sending" | "sent" | "failed" | "expired";

/** A confirmation is presumed lawful within five minutes of the opt-out (47 CFR 64.1200(a)(12)). */
export const answerWithinSeconds = 300;
