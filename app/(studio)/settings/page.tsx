import { redirect } from "next/navigation";
import { requireActor } from "@/app/_server/session";
import { can } from "@/lib/workspace/capabilities";

export default async function SettingsPage() {
  const actor = await requireActor("read");
  redirect(can(actor.role, "own") ? "/settings/workspace" : "/settings/profile");
}
