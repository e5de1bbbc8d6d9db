"use client";

import { Search } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { KeysHelp } from "./keys-help";
import { Palette } from "./palette";
import type { GivenActs } from "./use-run-entry";
import type { Role } from "@/lib/accounts/roles";
import { buttonStyle } from "@/components/ui/button-style";

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

const never = () => () => undefined;

/** Whether the key of shortcuts is ⌘; the server says Ctrl. */
const useIsMac = (): boolean =>
  useSyncExternalStore(
    never,
    () => /mac|iphone|ipad/i.test(navigator.userAgent),
    () => false,
  );

/** Listens for Ctrl/⌘ K and `?` on every page, and has a button for those who do not know them. */
export function Shortcuts({ role, acts }: { role: Role; acts: GivenActs }) {
  const isMac = useIsMac();
  const [open, setOpen] = useState<"palette" | "keys" | null>(null);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setOpen("palette");
      } else if (event.key === "?" && !isTyping(event.target)) {
        setOpen("keys");
      }
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen("palette")}
        aria-keyshortcuts="Control+K Meta+K"
        className={buttonStyle(
          "secondary",
          "sm",
          "font-normal text-muted max-lg:px-2 lg:min-w-60 lg:justify-start",
        )}
      >
        <Search aria-hidden className="size-4" />
        <span className="max-lg:sr-only">Search or jump to…</span>
        <kbd className="ml-auto rounded-sm border border-line bg-sunken px-1.5 font-mono text-xs max-lg:hidden">
          {isMac ? "⌘K" : "Ctrl K"}
        </kbd>
      </button>
      <Palette open={open === "palette"} onClose={() => setOpen(null)} role={role} acts={acts} />
      <KeysHelp open={open === "keys"} onClose={() => setOpen(null)} />
    </>
  );
}
