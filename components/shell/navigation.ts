import {
  Activity,
  Image,
  LayoutTemplate,
  type LucideIcon,
  Send,
  Settings,
  ShoppingBag,
  Smartphone,
  Users,
} from "lucide-react";

export interface Entry {
  href: string;
  label: string;
  icon: LucideIcon;
  /** Further words the command palette finds it by. */
  keywords: string[];
}

/** The rail, top to bottom. */
const entries: readonly Entry[] = [
  { href: "/campaigns", label: "Campaigns", icon: Send, keywords: ["messages", "send", "reports"] },
  { href: "/audience", label: "Audience", icon: Users, keywords: ["contacts", "people", "lists", "import"] },
  { href: "/templates", label: "Templates", icon: LayoutTemplate, keywords: ["scenarios", "gallery", "start"] },
  { href: "/media", label: "Media", icon: Image, keywords: ["pictures", "photos", "uploads"] },
  { href: "/catalogue", label: "Catalogue", icon: ShoppingBag, keywords: ["products", "shop", "sku", "prices"] },
  { href: "/sandbox", label: "Virtual phones", icon: Smartphone, keywords: ["sandbox", "test", "preview"] },
];

/** For owners alone. */
const operationsEntry: Entry = {
  href: "/operations",
  label: "Operations",
  icon: Activity,
  keywords: ["health", "queue", "failures", "providers", "retry", "status", "workers"],
};

/** The places somebody may open. */
export function placesFor(isOwner: boolean): readonly Entry[] {
  return isOwner ? [...entries, operationsEntry] : entries;
}

export const settingsEntry: Entry = {
  href: "/settings",
  label: "Settings",
  icon: Settings,
  keywords: [
    "account",
    "password",
    "members",
    "senders",
    "topics",
    "brand",
    "promo codes",
    "coupons",
    "routing",
    "best channel",
    "learning",
  ],
};

/** Whether a path lies within an entry. */
export function isWithin(path: string, href: string): boolean {
  return path === href || path.startsWith(`${href}/`);
}
