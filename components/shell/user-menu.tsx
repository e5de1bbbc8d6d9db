"use client";

import { CircleUserRound, KeyRound, LogOut } from "lucide-react";
import Link from "next/link";
import { DropdownMenu } from "radix-ui";
import { buttonStyle } from "@/components/ui/button-style";
import type { Role } from "@/lib/accounts/roles";
import { useSignOut } from "./use-sign-out";

export type ShownUser = { name: string; email: string; role: Role };

/** The person who is signed in, and the way out. */
export function UserMenu({ user }: { user: ShownUser }) {
  const { leave, failed } = useSignOut();
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        className={buttonStyle("ghost", "sm", "max-w-48 px-2")}
        aria-label={`${user.name}, account`}
      >
        <CircleUserRound aria-hidden className="size-5 text-muted" />
        <span className="truncate max-md:hidden">{user.name}</span>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          className="z-20 min-w-56 rounded-md border border-edge bg-surface p-1"
        >
          <DropdownMenu.Label className="px-3 py-2">
            <span className="block font-medium wrap-anywhere">{user.name}</span>
            <span className="block text-sm text-muted wrap-anywhere">
              {user.email} · {user.role}
            </span>
          </DropdownMenu.Label>
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.Item asChild>
            <Link
              href="/account"
              className="flex h-9 items-center gap-2 rounded-sm px-3 outline-none data-highlighted:bg-sunken"
            >
              <KeyRound aria-hidden className="size-4 text-muted" />
              Account
            </Link>
          </DropdownMenu.Item>
          <DropdownMenu.Item
            onSelect={(event) => {
              event.preventDefault();
              void leave();
            }}
            className="flex h-9 cursor-pointer items-center gap-2 rounded-sm px-3 outline-none data-highlighted:bg-sunken"
          >
            <LogOut aria-hidden className="size-4 text-muted" />
            {failed ? "Not signed out: try again" : "Sign out"}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
