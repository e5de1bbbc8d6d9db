"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cx } from "@/components/ui/cx";

const places = [
  { href: "/", label: "Overview" },
  { href: "/databases/new", label: "Add a database" },
  { href: "/troubleshoot", label: "Troubleshoot" },
  { href: "/activity", label: "Activity" },
  { href: "/team", label: "Team" },
];

/** The places of the product that do not belong to one database. */
export function Nav() {
  const pathname = usePathname();
  return (
    <nav aria-label="Main" className="min-w-0 overflow-x-auto">
      <ul className="flex gap-1">
        {places.map(({ href, label }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={pathname === href ? "page" : undefined}
              className={cx(
                "flex h-9 items-center rounded-md px-3 whitespace-nowrap",
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
