import { and, eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { optOutAtProvider } from "@/db/queries/learn-from-receipts";
import { delivery, receipt } from "@/db/schema/tables";
import { isUuid } from "@/lib/links/uuid-bytes";
import { readVonageStatus } from "@/lib/receipts/vonage-status";

/**
 * Stores the opt-out that a receipt reports, ahead of everything else it brings: the background applies the receipt in
 * its turn and finds this done. Answers whose it is; null when the message is not ours.
 */
export async function optOutByReceipt(
  db: Database,
  { workspaceId, dedupeKey }: { workspaceId: string; dedupeKey: string },
  now: Date,
): Promise<string | null> {
  return db.transaction(async (tx) => {
    const [stored] = await tx
      .select()
      .from(receipt)
      .where(and(eq(receipt.dedupeKey, dedupeKey), eq(receipt.workspaceId, workspaceId), eq(receipt.kind, "status")));
    const report = stored === undefined ? null : readVonageStatus(stored.body);
    if (stored === undefined || report === null) return null;
    const { clientRef, providerMessageId } = report;
    const ours = clientRef !== null && isUuid(clientRef) ? clientRef : null;
    const [about] = await tx
      .select()
      .from(delivery)
      .where(
        and(
          eq(delivery.workspaceId, workspaceId),
          ours === null ? eq(delivery.providerMessageId, providerMessageId) : eq(delivery.id, ours),
        ),
      );
    if (about === undefined) return null;
    await optOutAtProvider(tx, [{ ...stored, report }], new Map([[stored.id, about]]), now);
    return about.contactId;
  });
}
