import type { Metadata } from "next";
import type { ReactNode } from "react";
import { requireActor } from "@/app/_server/session";
import { SettingsNav } from "@/components/settings/settings-nav";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/workspace/capabilities";

export const metadata: Metadata = { title: "Settings" };

const ownersPlaces = [
  { href: "/settings/workspace", label: "Workspace" },
  { href: "/settings/senders", label: "Senders" },
  { href: "/settings/push", label: "Web push" },
  { href: "/settings/prices", label: "Prices" },
  { href: "/settings/limits", label: "Sending limits" },
  { href: "/settings/conversions", label: "Conversions" },
  { href: "/settings/members", label: "Members" },
];

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor("read");
  const places = [
    ...(can(actor.role, "own") ? ownersPlaces : []),
    ...(can(actor.role, "write") ? [{ href: "/settings/test-numbers", label: "Test numbers" }] : []),
    ...(can(actor.role, "write") ? [{ href: "/settings/promo-codes", label: "Promo codes" }] : []),
    { href: "/settings/routing", label: "Routing" },
    { href: "/settings/templates", label: "Templates" },
    { href: "/settings/profile", label: "Your account" },
  ];
  return (
    <div className="mx-auto max-w-4xl">
      <PageHeader title="Settings" />
      <SettingsNav places={places} />
      {children}
    </div>
  );
}
