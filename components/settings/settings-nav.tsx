"use client";

import { ChevronDown } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import type { SettingsGroup } from "@/lib/workspace/settings-places";

/**
 * The pages of the settings in groups: a list beside the page where there is room, else behind a button that says where
 * one is. It is one list in both cases, so that nothing is there twice.
 */
export function SettingsNav({ groups }: { groups: readonly SettingsGroup[] }) {
  const path = usePathname();
  // Open on one page: whatever leads to another one closes it.
  const [openOn, setOpenOn] = useState<string | null>(null);
  const open = openOn === path;
  const nav = useRef<HTMLElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => setOpenOn(null);
  const onFollow = () => {
    if (!open) return;
    close();
    button.current?.focus();
  };

  useEffect(() => {
    if (!open) return;
    const onPointer = ({ target }: PointerEvent) => {
      if (target instanceof Node && !nav.current?.contains(target)) setOpenOn(null);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      setOpenOn(null);
      button.current?.focus();
    };
    document.addEventListener("pointerdown", onPointer);
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("pointerdown", onPointer);
      document.removeEventListener("keydown", onKey);
    };
  }, [open]);

  return (
    <nav
      ref={nav}
      aria-label="Settings"
      onBlur={({ currentTarget, relatedTarget }) => {
        if (relatedTarget !== null && !currentTarget.contains(relatedTarget)) close();
      }}
      className="relative mb-6 lg:sticky lg:top-8 lg:mb-0 lg:max-h-[calc(100dvh-4rem)] lg:self-start lg:overflow-y-auto"
    >
      <button
        ref={button}
        type="button"
        aria-expanded={open}
        aria-controls="settings-places"
        onClick={() => setOpenOn(open ? null : path)}
        className="flex min-h-11 w-full items-center gap-3 rounded-lg border border-line-strong/60 bg-surface px-3.5 py-1.5 text-left hover:bg-hover lg:hidden"
      >
        <WhereOneIs groups={groups} path={path} />
        <ChevronDown
          aria-hidden
          className={classNames("size-4 shrink-0 text-muted transition-transform", open && "rotate-180")}
        />
      </button>
      <div
        id="settings-places"
        className={classNames(
          open ? "grid max-lg:animate-rise" : "hidden",
          "absolute inset-x-0 top-full z-20 mt-1.5 grid-cols-2 gap-x-2 gap-y-4 rounded-xl border bg-raised p-3 shadow-float sm:grid-cols-[1.3fr_1fr_1fr_1fr]",
          "lg:static lg:mt-0 lg:grid lg:grid-cols-1 lg:gap-y-6 lg:rounded-none lg:border-0 lg:bg-transparent lg:p-0 lg:shadow-none",
        )}
      >
        {groups.map(({ name, places }, index) => (
          <div key={name} className="min-w-0">
            <p id={`settings-group-${index}`} className="px-2.5 pb-1 font-medium text-muted text-xs">
              {name}
            </p>
            <ul aria-labelledby={`settings-group-${index}`} className="grid gap-0.5">
              {places.map(({ href, label }) => (
                <li key={href}>
                  <Link
                    href={href}
                    aria-current={path === href ? "page" : undefined}
                    onClick={onFollow}
                    className={classNames(
                      "flex min-h-10 items-center rounded-lg px-2.5 py-1 text-ink transition-colors hover:bg-hover focus-visible:-outline-offset-2 lg:min-h-8",
                      path === href && "bg-accent-soft font-medium text-accent-ink hover:bg-accent-soft",
                    )}
                  >
                    {label}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </nav>
  );
}

function WhereOneIs({ groups, path }: { groups: readonly SettingsGroup[]; path: string }) {
  for (const { name, places } of groups) {
    const place = places.find(({ href }) => href === path);
    if (place === undefined) continue;
    return (
      <span className="min-w-0 flex-1">
        <span className="block text-muted text-xs">{name}</span>
        <span className="block font-medium">{place.label}</span>
      </span>
    );
  }
  return <span className="min-w-0 flex-1">Choose a page</span>;
}
