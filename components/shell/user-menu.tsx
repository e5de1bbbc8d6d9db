"use client";

import { CircleUserRound, KeyRound, LogOut } from "lucide-react";
import Link from "next/link";
import { buttonStyle } from "@/components/ui/button-style";
import { useMenu } from "@/components/ui/use-menu";
import type { Role } from "@/lib/accounts/roles";
import { useSignOut } from "./use-sign-out";

export type ShownUser = { name: string; email: string; role: Role };

const ITEM =
  "flex h-9 w-full cursor-pointer items-center gap-2 rounded-sm px-3 text-left outline-none hover:bg-sunken focus:bg-sunken";

/** The person who is signed in, and the way out. */
export function UserMenu({ user }: { user: ShownUser }) {
  const { leave, failed } = useSignOut();
  const { open, close, root, trigger, menu } = useMenu();
  return (
    <div {...root} className="relative">
      <button
        {...trigger}
        className={buttonStyle("ghost", "sm", "max-w-48 px-2")}
        aria-label={`${user.name}, account`}
      >
        <CircleUserRound aria-hidden className="size-5 text-muted" />
        <span className="truncate max-md:hidden">{user.name}</span>
      </button>
      {open && (
        <div className="absolute top-full right-0 z-20 mt-1.5 w-max max-w-[calc(100vw-2rem)] min-w-56 rounded-md border border-edge bg-surface p-1">
          <p className="px-3 py-2">
            <span className="block font-medium wrap-anywhere">{user.name}</span>
            <span className="block text-sm text-muted wrap-anywhere">
              {user.email} · {user.role}
            </span>
          </p>
          <div {...menu} aria-label="Account" className="border-t border-line pt-1">
            <Link role="menuitem" tabIndex={-1} href="/account" onClick={close} className={ITEM}>
              <KeyRound aria-hidden className="size-4 text-muted" />
              Account
            </Link>
            <button type="button" role="menuitem" tabIndex={-1} onClick={() => void leave()} className={ITEM}>
              <LogOut aria-hidden className="size-4 text-muted" />
              {failed ? "Not signed out: try again" : "Sign out"}
            </button>
          </div>
        </div>
      )}
    </div>
  );
}
