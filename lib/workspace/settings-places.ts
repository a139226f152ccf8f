import type { Role } from "@/lib/campaign/schema";
import { type Capability, can } from "@/lib/workspace/capabilities";

interface SettingsPlace {
  href: string;
  label: string;
}

export interface SettingsGroup {
  name: string;
  places: readonly SettingsPlace[];
}

interface GuardedGroup {
  name: string;
  /** `needs` is what the page itself asks for. */
  places: readonly (SettingsPlace & { needs: Capability })[];
}

/** Every page of the settings, by what it is for, in the order of the screen. */
export const settingsGroups: readonly GuardedGroup[] = [
  {
    name: "Workspace and people",
    places: [
      { href: "/settings/workspace", label: "Workspace", needs: "own" },
      { href: "/settings/members", label: "Members", needs: "own" },
      { href: "/settings/profile", label: "Your account", needs: "read" },
    ],
  },
  {
    name: "Sending",
    places: [
      { href: "/settings/senders", label: "Senders", needs: "own" },
      { href: "/settings/routing", label: "Routing", needs: "read" },
      { href: "/settings/limits", label: "Sending limits", needs: "own" },
      { href: "/settings/prices", label: "Prices", needs: "own" },
    ],
  },
  {
    name: "Messages",
    places: [
      { href: "/settings/templates", label: "Templates", needs: "read" },
      { href: "/settings/promo-codes", label: "Promo codes", needs: "write" },
      { href: "/settings/test-numbers", label: "Test numbers", needs: "write" },
    ],
  },
  {
    name: "Website and API",
    places: [
      { href: "/settings/push", label: "Web push", needs: "own" },
      { href: "/settings/conversions", label: "Conversions", needs: "own" },
    ],
  },
];

/** The pages a role may open; a group of which none is left is left out. */
export function settingsFor(role: Role): SettingsGroup[] {
  return settingsGroups
    .map(({ name, places }) => ({
      name,
      places: places.filter(({ needs }) => can(role, needs)).map(({ href, label }) => ({ href, label })),
    }))
    .filter(({ places }) => places.length > 0);
}
