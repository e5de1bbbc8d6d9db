"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useRef } from "react";
import { cx } from "@/components/ui/cx";
import { overflowFade, useOverflow } from "@/components/ui/use-overflow";

const places = [
  { href: "/", label: "Overview" },
  { href: "/activity", label: "Activity" },
  { href: "/troubleshoot", label: "Troubleshoot" },
  { href: "/team", label: "Team" },
  { href: "/settings", label: "Settings", forAdmins: true },
];

const isWithin = (pathname: string, href: string): boolean =>
  pathname === href || (href !== "/" && pathname.startsWith(`${href}/`));

/** The places of the product that do not belong to one database. */
export function Nav({ admin }: { admin: boolean }) {
  const pathname = usePathname();
  const nav = useRef<HTMLElement>(null);
  const overflow = useOverflow(nav);
  return (
    <nav ref={nav} aria-label="Main" className={cx("min-w-0 overflow-x-auto", overflowFade[overflow])}>
      <ul className="flex gap-1">
        {places
          .filter(({ forAdmins }) => admin || !forAdmins)
          .map(({ href, label }) => (
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
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  );
}
