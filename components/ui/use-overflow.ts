"use client";

import { useSyncExternalStore, type RefObject } from "react";

/** Less than this is rounding, px. */
const LEAST = 4;

export type Overflow = "none" | "before" | "after" | "both";

/** Returns on which sides a row that scrolls sideways has more than is in view; none on the server. */
export function useOverflow(row: RefObject<HTMLElement | null>): Overflow {
  const subscribe = (listener: () => void) => {
    const element = row.current;
    if (element === null) return () => undefined;
    const observer = new ResizeObserver(listener);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    element.addEventListener("scroll", listener, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", listener);
    };
  };
  const read = (): Overflow => {
    const element = row.current;
    if (element === null) return "none";
    const before = element.scrollLeft > LEAST;
    const after = element.scrollWidth - element.clientWidth - element.scrollLeft > LEAST;
    return before ? (after ? "both" : "before") : after ? "after" : "none";
  };
  return useSyncExternalStore(subscribe, read, () => "none");
}

/** Lets a row fade at the sides on which it has more. */
export const overflowFade: Record<Overflow, string> = {
  none: "",
  before: "mask-l-from-[calc(100%-2.5rem)]",
  after: "mask-r-from-[calc(100%-2.5rem)]",
  both: "mask-x-from-[calc(100%-2.5rem)]",
};
