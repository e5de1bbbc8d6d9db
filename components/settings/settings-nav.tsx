"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { SETTINGS_PLACES } from "./places";
import { cx } from "@/components/ui/cx";

/** The list of the pages of the settings: beside them, and above them where it is narrow. */
export function SettingsNav() {
  const pathname = usePathname();
  const current = useRef<HTMLAnchorElement>(null);
  // Where the list scrolls sideways, the page that is open stands in it.
  useEffect(() => current.current?.scrollIntoView({ block: "nearest", inline: "nearest" }), [pathname]);
  return (
    <nav aria-label="Settings" className="relative min-w-0 overflow-x-auto">
      <ul className="flex gap-1 md:flex-col">
        {SETTINGS_PLACES.map(({ href, label }) => (
          <li key={href}>
            <Link
              href={href}
              ref={pathname === href ? current : undefined}
              aria-current={pathname === href ? "page" : undefined}
              className={cx(
                "flex min-h-9 items-center rounded-md px-3 whitespace-nowrap",
                pathname === href ? "bg-sunken font-medium" : "text-muted hover:text-ink",
              )}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
