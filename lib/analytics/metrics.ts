/** What is counted per minute. */
export type Metric =
  /** Handed to the carrier, which took it. */
  | "accepted"
  /** The carrier reported that it reached the phone. */
  | "delivered"
  /** The phone reported that it was opened. SMS, MMS and web push never report this. */
  | "read"
  /** Refused, blocked, expired or impossible to deliver. */
  | "failed"
  /** Failed without ever having been taken: among `failed` as well. Added to `accepted`, it gives what was attempted. */
  | "refused"
  /** A person clicked, tapped or answered for the first time. Each message counts once. */
  | "engaged"
  /** A person opened a link. Link scanners are not counted. */
  | "clicked"
  /** A link scanner or a preview opened a link: kept apart, counted for nothing. */
  | "machine_opened"
  /** A person closed a notification without opening it. */
  | "dismissed"
  /** A person tapped a reply button. */
  | "tapped"
  /** A person wrote back. */
  | "replied"
  /** A person opted out in answer to this message. */
  | "opted_out"
  /** The shop reported what the message was for. Counts as often as it happened. */
  | "converted"
  /** Called back because the next step took over: it will not arrive. Counted when that was known, as are the next two. */
  | "revoked"
  /** The provider would not or could not call it back. */
  | "revoke_refused"
  /** It was to be called back, and the phone was faster. */
  | "revoke_late";
