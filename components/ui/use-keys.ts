"use client";

import { useEffect, useEffectEvent } from "react";

const TYPED_INTO =
  "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable=true], dialog[open] *";

/** Keys of a page by their name: "1", "j", "Escape", "Shift+R". Return false to leave the key to the browser. */
export type Keys = Record<string, () => boolean | void>;

/** Returns the name of a pressed key, with Shift only where it stands before a letter; null with other modifiers. */
export function keyName(event: Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey">) {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  return event.shiftKey && /^[a-z]$/i.test(event.key) ? `Shift+${event.key.toUpperCase()}` : event.key;
}

/** Listens to the page's keys, except while a field is typed into or a dialog is open. */
export function useKeys(keys: Keys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || (event.target instanceof Element && event.target.matches(TYPED_INTO)))
      return;
    const name = keyName(event);
    const act = name === null || !Object.hasOwn(keys, name) ? undefined : keys[name];
    if (act && act() !== false) event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
