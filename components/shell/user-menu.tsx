"use client";

import { LogOut, Monitor, Moon, Sun, UserRound } from "lucide-react";
import Link from "next/link";
import { signOut } from "next-auth/react";
import { useTheme } from "next-themes";
import {
  DropdownChoice,
  DropdownChoices,
  DropdownItem,
  DropdownLabel,
  DropdownMenu,
  DropdownSeparator,
} from "@/components/ui/dropdown-menu";

export interface UserMenuProps {
  name: string;
  email: string;
  /** As written on screens. */
  role: string;
}

/** Who one is, how the screen looks, and the way out. */
export function UserMenu({ name, email, role }: UserMenuProps) {
  const { theme = "system", setTheme } = useTheme();
  return (
    <DropdownMenu
      side="top"
      className="w-64"
      trigger={
        <button
          type="button"
          aria-label={`Account menu of ${name}`}
          className="flex h-11 w-full min-w-0 items-center gap-2.5 rounded-lg px-1.5 text-left hover:bg-hover md:justify-center lg:justify-start"
        >
          <span
            aria-hidden
            className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft font-semibold text-accent-ink text-sm"
          >
            {[...name][0]?.toUpperCase()}
          </span>
          <span className="min-w-0 flex-1 md:hidden lg:block">
            <span className="block truncate leading-tight">{name}</span>
            <span className="block truncate text-muted text-xs leading-tight">{role}</span>
          </span>
        </button>
      }
    >
      <div className="truncate px-2.5 pt-1.5 pb-1 text-muted text-sm">{email}</div>
      <DropdownItem asChild>
        <Link href="/settings/profile">
          <UserRound aria-hidden />
          Your account
        </Link>
      </DropdownItem>
      <DropdownSeparator />
      <DropdownLabel>Appearance</DropdownLabel>
      <DropdownChoices value={theme} onValueChange={setTheme}>
        <DropdownChoice value="system">
          <Monitor aria-hidden />
          As this device
        </DropdownChoice>
        <DropdownChoice value="light">
          <Sun aria-hidden />
          Light
        </DropdownChoice>
        <DropdownChoice value="dark">
          <Moon aria-hidden />
          Dark
        </DropdownChoice>
      </DropdownChoices>
      <DropdownSeparator />
      <DropdownItem icon={<LogOut aria-hidden />} onSelect={() => void signOut({ callbackUrl: "/sign-in" })}>
        Sign out
      </DropdownItem>
    </DropdownMenu>
  );
}
