import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { currentDatabase, requireActor } from "@/app/_server/session";
import {
  allowNotifications,
  dismissNotifications,
  pressButton,
  readThread,
  switchPhone,
  writeToSender,
} from "@/app/(studio)/sandbox/actions";
import { loadScreen } from "@/app/(studio)/sandbox/load-screen";
import { PhonePage } from "@/components/sandbox/phone-page";
import { can } from "@/lib/workspace/capabilities";

export const metadata: Metadata = { title: "Virtual phone" };

export default async function VirtualPhonePage({ params }: { params: Promise<{ contactId: string }> }) {
  const actor = await requireActor("read");
  const contactId = z.uuid().safeParse((await params).contactId);
  const screen = contactId.success ? await loadScreen(currentDatabase().sql, actor, contactId.data) : null;
  if (!screen) notFound();
  return (
    <PhonePage
      initial={screen}
      timeZone={actor.workspace.settings.timeZone}
      brandName={actor.workspace.settings.brandName}
      isReadOnly={!can(actor.role, "write")}
      actions={{ switchPhone, allowNotifications, readThread, writeToSender, pressButton, dismissNotifications }}
    />
  );
}
