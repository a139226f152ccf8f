import { z } from "zod";

const id = z.uuid();

/**
 * Every event that starts background work, with its payload. Events carry ids, never people's data:
 * PostgreSQL rows are the truth, and a run that is lost or replayed does no harm.
 */
export const eventSchemas = {
  /** A person pressed Launch, or the scheduled moment came. */
  "campaign/launch.requested": z.object({ workspaceId: id, campaignId: id }),
  /** Deliveries of a campaign are waiting to be handed to providers. */
  "campaign/deliveries.pending": z.object({ workspaceId: id, campaignId: id }),
  /** Messages are to be called back, because the next rung takes over. */
  "deliveries/overtaken": z.object({}),
  /** Somebody wants to know what a campaign is going to cost. */
  "campaign/cost.requested": z.object({ workspaceId: id, campaignId: id }),
  /** What people did with their messages is to be learned from now, not only at night. */
  "routing/learning.requested": z.object({ workspaceId: id }),
  /** Somebody sent a message to look at it. */
  "message/test.requested": z.object({ workspaceId: id, requestId: id }),
  /** A number of one's own is to be confirmed by a code. */
  "test-number/code.requested": z.object({ workspaceId: id, testNumberId: id }),
  /** A contact file was mapped and confirmed. */
  "contacts/import.requested": z.object({ workspaceId: id, importId: id }),
  /** A picture was uploaded and its renditions are to be made. */
  "media/uploaded": z.object({ workspaceId: id, mediaId: id }),
  /** A worker came up: what runs by the minute need not wait for the next one. */
  "worker/started": z.object({}),
} as const;

export type EventName = keyof typeof eventSchemas;
export type EventData<Name extends EventName> = z.infer<(typeof eventSchemas)[Name]>;
