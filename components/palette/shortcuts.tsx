"use client";

import { useEffect, useState } from "react";
import { KeysHelp } from "./keys-help";
import { Palette } from "./palette";
import { Button } from "@/components/ui/button";

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Listens for Ctrl/⌘ K and `?` on every page, and has a button for those who do not know them. */
export function Shortcuts({ admin }: { admin: boolean }) {
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
      <Button
        variant="ghost"
        size="sm"
        onClick={() => setOpen("palette")}
        aria-keyshortcuts="Control+K Meta+K"
      >
        Go to …
      </Button>
      <Palette open={open === "palette"} onClose={() => setOpen(null)} admin={admin} />
      <KeysHelp open={open === "keys"} onClose={() => setOpen(null)} />
    </>
  );
}
