"use client";

import { useId, useRef } from "react";
import { CircleUserRound, KeyRound, LogOut } from "lucide-react";
import Link from "next/link";
import { buttonStyle } from "@/components/ui/button-style";
import { cx } from "@/components/ui/cx";
import type { Role } from "@/lib/accounts/roles";
import { useSignOut } from "./use-sign-out";

export type ShownUser = { name: string; email: string; role: Role };

const ITEM =
  "flex h-9 w-full cursor-pointer items-center gap-2 rounded-sm px-3 text-left hover:bg-sunken focus-visible:bg-sunken";

/** Below the button, at the right edge of the head's content, which is 90rem wide at most. */
const PLACE = "absolute inset-auto top-13 right-[max(1rem,calc((100vw-90rem)/2+1.5rem))] m-0";

/** The person who is signed in, and the way out. The browser opens, closes and moves the focus: it is a popover. */
export function UserMenu({ user }: { user: ShownUser }) {
  const { leave, failed } = useSignOut();
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        className={buttonStyle("ghost", "sm", "max-w-48 px-2")}
        aria-label={`${user.name}, account`}
      >
        <CircleUserRound aria-hidden className="size-5 text-muted" />
        <span className="truncate max-md:hidden">{user.name}</span>
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="group"
        aria-label="Account"
        className={cx(
          PLACE,
          "max-w-[calc(100vw-2rem)] min-w-56 rounded-md border border-edge bg-surface p-1 text-ink",
        )}
      >
        <p className="px-3 py-2">
          <span className="block font-medium wrap-anywhere">{user.name}</span>
          <span className="block text-sm text-muted wrap-anywhere">
            {user.email} · {user.role}
          </span>
        </p>
        <div className="border-t border-line pt-1">
          <Link href="/account" onClick={() => panel.current?.hidePopover()} className={ITEM}>
            <KeyRound aria-hidden className="size-4 text-muted" />
            Account
          </Link>
          <button type="button" onClick={() => void leave()} className={ITEM}>
            <LogOut aria-hidden className="size-4 text-muted" />
            {failed ? "Not signed out: try again" : "Sign out"}
          </button>
        </div>
      </div>
    </>
  );
}
