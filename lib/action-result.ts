/** Why something was refused: what is wrong, where, and what to do. Never a stack trace. */
export interface Refusal {
  /** Stable name, such as `campaign_not_draft`. */
  code: string;
  /** One or two plain sentences for the person who asked. */
  message: string;
  /** The form field it is about, as a dotted path; null when it is about the whole request. */
  field: string | null;
}

/** What every server action answers. */
export type ActionResult<Value> = { ok: true; value: Value } | { ok: false; refusal: Refusal };
