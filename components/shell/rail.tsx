"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { classNames } from "@/components/ui/class-names";
import { type Entry, isWithin, placesFor, settingsEntry } from "./navigation";

interface RailLinksProps {
  isOwner: boolean;
  compact?: boolean;
  onFollow?: () => void;
}

/** The places of the studio. `compact` leaves the icons, with the names for screen readers and on hover. */
export function RailLinks({ isOwner, compact = false, onFollow }: RailLinksProps) {
  const path = usePathname();
  const link = (entry: Entry) => (
    <RailLink
      key={entry.href}
      entry={entry}
      active={isWithin(path, entry.href)}
      compact={compact}
      onFollow={onFollow}
    />
  );
  return (
    <nav aria-label="Main" className="flex min-h-0 flex-1 flex-col gap-0.5">
      {placesFor(isOwner).map(link)}
      <div className="min-h-4 flex-1" />
      {link(settingsEntry)}
    </nav>
  );
}

interface RailLinkProps {
  entry: Entry;
  active: boolean;
  compact: boolean;
  onFollow: (() => void) | undefined;
}

function RailLink({ entry: { href, label, icon: Icon }, active, compact, onFollow }: RailLinkProps) {
  return (
    <Link
      href={href}
      aria-current={active ? "page" : undefined}
      title={compact ? label : undefined}
      onClick={() => onFollow?.()}
      className={classNames(
        "flex h-9 items-center gap-2.5 rounded-lg px-2.5 text-muted transition-colors hover:bg-hover hover:text-ink",
        active && "bg-accent-soft font-medium text-accent-ink hover:bg-accent-soft hover:text-accent-ink",
        compact && "md:justify-center md:px-0 lg:justify-start lg:px-2.5",
      )}
    >
      <Icon className="size-4.5 shrink-0" aria-hidden />
      <span className={compact ? "md:sr-only lg:not-sr-only" : undefined}>{label}</span>
    </Link>
  );
}
