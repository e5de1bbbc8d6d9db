"use client";

import { useCallback, useSyncExternalStore, type RefObject } from "react";
import type { Room } from "@/lib/wall/pages";

/** Width from which a wall turns pages, px; below it stands the list of a telephone, which is scrolled. */
const WALL_PX = 900;

/** Returns the text "width height" of an element in em of its own text; "" for a narrow page. */
function measure(element: HTMLElement | null): string {
  if (element === null || window.innerWidth < WALL_PX) return "";
  const em = Number.parseFloat(getComputedStyle(element).fontSize);
  const { width, height } = element.getBoundingClientRect();
  return `${(width / em).toFixed(1)} ${(height / em).toFixed(1)}`;
}

/** Returns the room for rows in an element, in em of its text; null on a narrow page and until the page runs. */
export function useRoom(ref: RefObject<HTMLElement | null>): Room | null {
  const subscribe = useCallback(
    (listener: () => void) => {
      const observer = new ResizeObserver(listener);
      if (ref.current !== null) observer.observe(ref.current);
      window.addEventListener("resize", listener);
      return () => {
        observer.disconnect();
        window.removeEventListener("resize", listener);
      };
    },
    [ref],
  );
  const text = useSyncExternalStore(
    subscribe,
    () => measure(ref.current),
    () => "",
  );
  if (text === "") return null;
  const [width = 0, height = 0] = text.split(" ").map(Number);
  return { width, height };
}
