"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useRef } from "react";
import { NavCount } from "@/components/alerts/nav-count";
import { cx } from "@/components/ui/cx";
import { atLeast, type Role } from "@/lib/accounts/roles";
import { useCurrentInView } from "@/components/ui/use-current-in-view";
import { overflowFade, useOverflow } from "@/components/ui/use-overflow";

/** Each place with the least role that reads it. */
const places: readonly { href: string; label: string; needs: Role; counts?: boolean }[] = [
  { href: "/", label: "Overview", needs: "viewer" },
  { href: "/activity", label: "Activity", needs: "member" },
  { href: "/alerts", label: "Alerts", needs: "member", counts: true },
  { href: "/troubleshoot", label: "Troubleshoot", needs: "member" },
  { href: "/team", label: "Team", needs: "member" },
  { href: "/settings", label: "Settings", needs: "admin" },
];

const isWithin = (pathname: string, href: string): boolean =>
  pathname === href || (href !== "/" && pathname.startsWith(`${href}/`));

/** The places of the product that do not belong to one database. */
export function Nav({ role }: { role: Role }) {
  const pathname = usePathname();
  const nav = useRef<HTMLElement>(null);
  const overflow = useOverflow(nav);
  useCurrentInView(nav, pathname);
  return (
    <nav
      ref={nav}
      aria-label="Main"
      className={cx("relative min-w-0 overflow-x-auto", overflowFade[overflow])}
    >
      <ul className="flex gap-1">
        {places
          .filter(({ needs }) => atLeast(role, needs))
          .map(({ href, label, counts }) => (
            <li key={href}>
              <Link
                href={href}
                aria-current={isWithin(pathname, href) ? "page" : undefined}
                className={cx(
                  "flex h-9 items-center rounded-md px-3 whitespace-nowrap",
                  isWithin(pathname, href) ? "bg-sunken font-medium" : "text-muted hover:text-ink",
                )}
              >
                {label}
                {counts && <NavCount />}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  );
}
