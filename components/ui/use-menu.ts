"use client";

import { useEffect, useId, useRef, useState, type FocusEvent, type KeyboardEvent } from "react";

/** Returns the item that a key leads to, of `count` items from the one at `at`; null where the key moves nothing. */
export function itemAfter(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  if (key === "ArrowDown") return (at + 1) % count;
  if (key === "ArrowUp") return at <= 0 ? count - 1 : at - 1;
  return null;
}

/**
 * Returns the state of a menu with the properties of its root, its button and its list (WAI-ARIA's menu button): arrows, Home and End
 * move, Esc closes and gives the focus back, and so does a press or a focus elsewhere. Items have `role="menuitem"` and no tab stop.
 */
export function useMenu() {
  const id = useId();
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const items = () => [...(list.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
  useEffect(() => {
    if (!open) return;
    list.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus();
    const onPress = ({ target }: PointerEvent) => {
      if (target instanceof Node && root.current?.contains(target) !== true) setOpen(false);
    };
    document.addEventListener("pointerdown", onPress);
    return () => document.removeEventListener("pointerdown", onPress);
  }, [open]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
      button.current?.focus();
    }
  };
  const onMove = (event: KeyboardEvent) => {
    const all = items();
    const at = all.findIndex((item) => item === document.activeElement);
    const next = itemAfter(event.key, at, all.length);
    if (next === null) return;
    event.preventDefault();
    all[next]?.focus();
  };
  const onBlur = ({ relatedTarget }: FocusEvent) => {
    // Without a target the window lost the focus, or a press did, which is told apart above.
    if (relatedTarget !== null && root.current?.contains(relatedTarget) !== true) setOpen(false);
  };
  return {
    open,
    close: () => setOpen(false),
    root: { ref: root, onKeyDown, onBlur },
    trigger: {
      ref: button,
      type: "button",
      "aria-haspopup": "menu",
      "aria-expanded": open,
      "aria-controls": open ? id : undefined,
      onClick: () => setOpen(!open),
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key !== "ArrowDown" || open) return;
        event.preventDefault();
        setOpen(true);
      },
    },
    menu: { ref: list, id, role: "menu", onKeyDown: onMove },
  } as const;
}
