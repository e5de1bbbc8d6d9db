"use client";

import { useEffect, type RefObject } from "react";

/** Scrolls a row of places sideways so that the current one is in its middle, whenever another becomes the current one. */
export function useCurrentInView(row: RefObject<HTMLElement | null>, pathname: string): void {
  useEffect(() => {
    const element = row.current;
    const current = element?.querySelector<HTMLElement>("[aria-current]");
    if (element && current)
      element.scrollTo({ left: current.offsetLeft - (element.clientWidth - current.offsetWidth) / 2 });
  }, [row, pathname]);
}
