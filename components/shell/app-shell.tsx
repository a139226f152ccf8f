"use client";

import { Menu, Search, X } from "lucide-react";
import Link from "next/link";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Logo } from "@/components/ui/logo";
import { CommandPalette } from "./command-palette";
import { Providers } from "./providers";
import { RailLinks } from "./rail";
import { UserMenu, type UserMenuProps } from "./user-menu";
import { WorkspaceSwitcher, type WorkspaceSwitcherProps } from "./workspace-switcher";

export interface AppShellProps {
  user: UserMenuProps;
  workspace: WorkspaceSwitcherProps;
  /** Nothing that is sent leaves this server; said on every screen. */
  isSandbox: boolean;
  /** Owners see how sending does as well. */
  isOwner: boolean;
  children: ReactNode;
}

/** What surrounds every page of the studio: the rail on the left, a bar with a drawer on phones. */
export function AppShell({ user, workspace, isSandbox, isOwner, children }: AppShellProps) {
  return (
    <Providers>
      <a
        href="#main"
        className="sr-only z-50 rounded-lg bg-accent px-4 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <div className="min-h-dvh md:flex">
        <CommandPalette
          isOwner={isOwner}
          trigger={(openSearch) => (
            <>
              <PhoneBar
                user={user}
                workspace={workspace}
                isSandbox={isSandbox}
                isOwner={isOwner}
                openSearch={openSearch}
              />
              <aside
                aria-label="Studio"
                className="sticky top-0 hidden h-dvh w-14 shrink-0 flex-col gap-1 border-r bg-surface px-2 py-2 md:flex lg:w-54"
              >
                <WorkspaceSwitcher {...workspace} />
                <SearchButton onClick={openSearch} />
                <RailLinks compact isOwner={isOwner} />
                {isSandbox && <SandboxMark compact />}
                <UserMenu {...user} />
              </aside>
            </>
          )}
        />
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 px-4 py-6 outline-none sm:px-8 md:py-8">
          {children}
        </main>
      </div>
    </Providers>
  );
}

function SearchButton({ onClick }: { onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={onClick}
      aria-label="Search and go to"
      aria-keyshortcuts="Control+K Meta+K"
      className="mt-1 mb-2 flex h-9 items-center gap-2.5 rounded-lg border px-2.5 text-muted hover:bg-hover md:justify-center lg:justify-start"
    >
      <Search className="size-4 shrink-0" aria-hidden />
      <span className="hidden flex-1 text-left lg:block">Search</span>
      <kbd className="hidden font-sans text-xs lg:block">Ctrl K</kbd>
    </button>
  );
}

function SandboxMark({ compact = false }: { compact?: boolean }) {
  return (
    <Link
      href="/sandbox"
      title="Messages go to virtual phones on this server. Only notifications leave it, to browsers in which somebody turned them on."
      className={classNames(
        "mb-1 flex items-center gap-2 rounded-lg bg-warning-soft px-2.5 py-1.5 text-sm text-warning-ink",
        compact && "md:justify-center lg:justify-start",
      )}
    >
      <span aria-hidden className="size-2 shrink-0 rounded-full bg-warning" />
      <span className={compact ? "md:sr-only lg:not-sr-only" : undefined}>Sandbox: virtual phones</span>
    </Link>
  );
}

interface PhoneBarProps extends Omit<AppShellProps, "children"> {
  openSearch: () => void;
}

function PhoneBar({ user, workspace, isSandbox, isOwner, openSearch }: PhoneBarProps) {
  const [open, setOpen] = useState(false);
  return (
    <header className="sticky top-0 z-30 flex h-13 items-center gap-1 border-b bg-surface px-2 md:hidden">
      <Radix.Root open={open} onOpenChange={setOpen}>
        <Radix.Trigger asChild>
          <Button variant="quiet" iconOnly aria-label="Open menu">
            <Menu />
          </Button>
        </Radix.Trigger>
        <Radix.Portal>
          <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-overlay" />
          <Radix.Content
            aria-describedby={undefined}
            className="fixed inset-y-0 left-0 z-50 flex w-72 max-w-[85vw] animate-slide-in flex-col gap-1 border-r bg-surface p-2"
          >
            <div className="flex items-center gap-1">
              <Radix.Title className="sr-only">Menu</Radix.Title>
              <WorkspaceSwitcher {...workspace} />
              <Radix.Close asChild>
                <Button variant="quiet" iconOnly aria-label="Close menu">
                  <X />
                </Button>
              </Radix.Close>
            </div>
            <RailLinks isOwner={isOwner} onFollow={() => setOpen(false)} />
            {isSandbox && <SandboxMark />}
            <UserMenu {...user} />
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
      <Link href="/campaigns" className="rounded-lg px-1">
        <Logo />
      </Link>
      <div className="flex-1" />
      {isSandbox && <span className="rounded-md bg-warning-soft px-2 py-0.5 text-sm text-warning-ink">Sandbox</span>}
      <Button variant="quiet" iconOnly aria-label="Search and go to" onClick={openSearch}>
        <Search />
      </Button>
    </header>
  );
}
