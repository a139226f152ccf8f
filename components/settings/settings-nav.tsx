"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { classNames } from "@/components/ui/class-names";

export interface SettingsPlace {
  href: string;
  label: string;
}

/** The parts of the settings, as far as one may open them. */
export function SettingsNav({ places }: { places: readonly SettingsPlace[] }) {
  const path = usePathname();
  const nav = useRef<HTMLElement>(null);
  // On a phone the row is longer than the screen: where one is must be seen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another part is another reason to look
  useEffect(() => {
    const current = nav.current?.querySelector<HTMLElement>("[aria-current]");
    if (nav.current && current) {
      nav.current.scrollLeft = current.offsetLeft - (nav.current.clientWidth - current.offsetWidth) / 2;
    }
  }, [path]);
  return (
    <nav ref={nav} aria-label="Settings" className="relative mb-8 flex gap-5 overflow-x-auto border-b">
      {places.map(({ href, label }) => (
        <Link
          key={href}
          href={href}
          aria-current={path === href ? "page" : undefined}
          className={classNames(
            "-mb-px flex h-10 shrink-0 items-center border-transparent border-b-2 text-muted transition-colors hover:text-ink focus-visible:-outline-offset-2",
            path === href && "border-accent font-medium text-ink",
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
