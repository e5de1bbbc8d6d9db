"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useRef } from "react";
import { cx } from "./cx";
import { useCurrentInView } from "./use-current-in-view";
import { overflowFade, useOverflow } from "./use-overflow";

export type SubnavItem = { href: string; label: string; count?: number };

/** The places below a place; the one that is shown is marked by a line and `aria-current`, and in view where not all are.
 * A side with more of them fades.
 */
export function Subnav({ label, items }: { label: string; items: readonly SubnavItem[] }) {
  const pathname = usePathname();
  const nav = useRef<HTMLElement>(null);
  const overflow = useOverflow(nav);
  useCurrentInView(nav, pathname);
  return (
    <nav
      ref={nav}
      aria-label={label}
      className={cx("relative -mb-px overflow-x-auto", overflowFade[overflow])}
    >
      <ul className="flex gap-1">
        {items.map(({ href, label: text, count }) => {
          const current = pathname === href;
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={current ? "page" : undefined}
                className={cx(
                  "flex h-10 items-center gap-1.5 border-b-2 px-3 -outline-offset-2 transition-colors duration-100",
                  current
                    ? "border-accent font-medium text-ink"
                    : "border-transparent text-muted hover:border-edge hover:text-ink",
                )}
              >
                {text}
                {count !== undefined && <span className="text-sm text-faint">{count}</span>}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
